import { expect, it, vi } from 'vitest';
import { packArray, unpackArray } from '../../../webviews/protocol/packed-array.ts';
import { fit, movedBy, zoomedAt } from '../../../webviews/image/placing.ts';
import { hostOf } from '../../../webviews/runtime/messaging.ts';
import { plotlyLoader } from '../../../webviews/runtime/plotly.ts';

it('loads Plotly once, however many ask', async () => {
  const plotly = { react: vi.fn(), purge: vi.fn() };
  const load = vi.fn(() => Promise.resolve({ default: plotly }));
  const loader = plotlyLoader(load);
  expect(load).not.toHaveBeenCalled();
  expect(await Promise.all([loader(), loader()])).toEqual([plotly, plotly]);
  await loader();
  expect(load).toHaveBeenCalledTimes(1);
});

it('asks for Plotly again after it could not be loaded', async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue({ default: 'plotly' });
  const loader = plotlyLoader(load);
  await expect(loader()).rejects.toThrow('Plotly could not be loaded');
  expect(await loader()).toBe('plotly');
});

/** A page's end of the wire. */
function wire(patience?: number) {
  const posted: { request: string }[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const host = hostOf(
    {
      postMessage: message => posted.push(message as { request: string }),
      onDidReceiveMessage: listener => (hear = listener),
    },
    patience,
  );
  return { host, posted, hear: (message: unknown) => hear(message) };
}

it('gives each request its own reply', async () => {
  const { host, posted, hear } = wire();
  const { signal } = new AbortController();
  const [first, second] = [host.ask('k/1', 'a', signal), host.ask('k/1', 'b', signal)];
  hear({ kind: 'reply', request: posted[1]!.request, ok: true, value: 2 });
  hear({ kind: 'reply', request: 'of another page', ok: true, value: 9 });
  hear('noise');
  hear({ kind: 'reply', request: posted[0]!.request, ok: false, sentence: 'No kernel.' });
  await expect(first).rejects.toThrow('No kernel.');
  expect(await second).toBe(2);
  expect(posted).toMatchObject([{ kind: 'ask', live: 'k/1', message: 'a' }, { message: 'b' }]);
});

it('never waits for ever, and not for a picture that is gone', async () => {
  const { host } = wire(20);
  await expect(host.ask('k/1', 'a', new AbortController().signal)).rejects.toThrow(
    'The kernel does not answer.',
  );
  const controller = new AbortController();
  const waiting = host.ask('k/1', 'a', controller.signal);
  controller.abort();
  await expect(waiting).rejects.toThrow('taken away');
});

it('hears what is told to its own value, while it is shown', () => {
  const { host, hear } = wire();
  const controller = new AbortController();
  const heard = vi.fn();
  host.onTell('k/1', heard, controller.signal);
  hear({ kind: 'tell', live: 'k/2', message: 'no' });
  hear({ kind: 'tell', live: 'k/1', message: 'yes' });
  controller.abort();
  hear({ kind: 'tell', live: 'k/1', message: 'late' });
  expect(heard.mock.calls).toEqual([['yes']]);
});

it('is not connected in a page without messaging', () => {
  expect(hostOf({}).connected).toBe(false);
});

it('packs numbers without changing one', () => {
  const numbers = Float32Array.of(1.5, -0, NaN, Infinity);
  expect(unpackArray(packArray(numbers, [2, 2]))).toEqual(numbers);
  expect(() => unpackArray({ ...packArray(numbers, [2, 2]), shape: [3] })).toThrow(RangeError);
});

it('zooms about a point and never leaves a gap', () => {
  const zoomed = zoomedAt(fit, 4, 0.25, 0.5);
  expect(zoomed).toEqual({ scale: 4, x: -0.75, y: -1.5 });
  expect(movedBy(zoomed, 5, -5)).toEqual({ scale: 4, x: 0, y: -3 });
  expect(zoomedAt(zoomed, 0.01, 0.9, 0.9)).toEqual(fit);
});
