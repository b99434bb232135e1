import { loadImages as load } from '../../clip/decoding/load-images.ts';
import type { PhantomRequest } from '../../phantoms/draw-phantom.ts';
import type { Phantom } from '../../phantoms/phantom.ts';
import {
  checkPhantomOptions,
  phantoms as draw,
  type PhantomImage,
  type PhantomOptions,
} from '../../phantoms/phantoms.ts';
import { renderPhantoms as render, type RenderOptions } from '../../phantoms/render-phantoms.ts';
import { failure } from '../../protocol/failures/index.ts';
import { cellSignal, withBar } from './with-bar.ts';

/**
 * Paths of images, ready for `encodeImage`, which reads each when its turn comes. A folder stands for all PNG, JPEG, WebP,
 * TIFF, GIF and DICOM files in it and below, sorted by path; DICOM files without a name ending are known by their first
 * bytes. Files named one by one keep their order.
 * @throws Failure `image-not-found` for a path that leads nowhere, `images-absent` for a folder without any image, `cancelled`.
 */
export function loadImages(from: string | readonly string[]): Promise<string[]> {
  return withBar({ label: 'Looking for images' }, () => untilAborted(load(from), 'Looking for images'));
}

/**
 * Draws `count` phantoms for a cell: pictures ready to encode, with labels, report, boxes and masks as data.
 * @throws Failure `phantom-modality-unknown`, `phantom-finding-unknown`, `phantom-detail-unknown`, `phantom-request-invalid`, `cancelled`.
 */
export async function phantoms(options: PhantomOptions = {}): Promise<PhantomImage[]> {
  checkPhantomOptions(options);
  const { count = 1 } = options;
  return withBar({ label: 'Drawing', unit: 'phantoms', total: count }, bar =>
    draw({
      onProgress: done => bar?.update(done),
      ...options,
      signal: cellSignal(options.signal),
    }),
  );
}

/**
 * Draws on worker threads and yields in the order of `requests`, which may be endless: at most twice as many pictures as
 * there are threads are under way or waiting. Leaving the loop ends the threads.
 * @throws Failure `phantom-modality-unknown`, `phantom-finding-unknown`, `phantom-request-invalid` when the turn of
 * that request comes, `phantom-worker-died`, `cancelled`.
 */
export function renderPhantoms(
  requests: Iterable<PhantomRequest>,
  options: RenderOptions = {},
): AsyncGenerator<Phantom, void, undefined> {
  return render(requests, { ...options, signal: cellSignal(options.signal) });
}

/** Leaves work behind that has no way to be stopped, and writes nothing. */
async function untilAborted<Result>(work: Promise<Result>, what: string): Promise<Result> {
  const signal = cellSignal(undefined);
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(failure('cancelled', { what }, signal.reason));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
