import { loadClip as load, type Clip, type LoadOptions } from '../../clip/encoders/load-clip.ts';
import type { EncodeOptions } from '../../clip/encoders/progress.ts';
import type { DownloadProgress } from '../../clip/hub/progress.ts';
import { currentCell, type CellHost } from '../../protocol/cell-host.ts';
import { cellSignal, withBar } from './with-bar.ts';

/**
 * Opens a model by name: `builtin`, a folder, a checkpoint file or a hub id. In a notebook the name and the device are those chosen
 * there unless given, `builtin` and `auto` if none are; downloads and encoding show progress and end when the cell is interrupted.
 * @throws Failure for a name that leads nowhere, a file that cannot be read, an unknown architecture, a device that is not there.
 */
export async function loadClip(name?: string, options: LoadOptions = {}): Promise<Clip> {
  const cell = currentCell();
  const chosen = name ?? cell?.choices.model ?? 'builtin';
  const clip = await withBar({ label: `Loading ${chosen}`, unit: 'MB' }, bar =>
    load(chosen, {
      onProgress: ({ overallReceived, overallTotal }: DownloadProgress) =>
        bar?.update(overallReceived / 1e6, overallTotal / 1e6),
      ...options,
      device: options.device ?? (cell?.choices.device as LoadOptions['device']),
      signal: cellSignal(options.signal),
    }),
  );
  const shown = inCell(clip, cell);
  held.add(shown);
  tellModels(cell);
  return shown;
}

/** Models that are loaded, for the status line of the editor. */
const held = new Set<Clip>();

function tellModels(cell: CellHost | undefined): void {
  cell?.modelsChanged(
    [...held].map(({ model, device, precision }) => ({ name: model.name, device: device.device, precision })),
  );
}

/** The same model, whose long calls take the signal of the cell that makes them, and show a bar there. */
function inCell(clip: Clip, loader: CellHost | undefined): Clip {
  const encoding = <Result>(
    what: string,
    total: number,
    options: EncodeOptions | undefined,
    encode: (options: EncodeOptions) => Promise<Result>,
  ): Promise<Result> => {
    const signal = cellSignal(options?.signal);
    if (options?.onProgress) return encode({ ...options, signal });
    return withBar({ label: 'Encoding', unit: what, total }, bar =>
      encode({ ...options, signal, onProgress: progress => bar?.update(progress.done, progress.total) }),
    );
  };
  const shown: Clip = {
    ...clip,
    encodeImage: (images, options) =>
      encoding('images', images.length, options, chosen => clip.encodeImage(images, chosen)),
    encodePatches: (images, options) =>
      encoding('images', images.length, options, chosen => clip.encodePatches(images, chosen)),
    encodeText: (texts, options) =>
      encoding('texts', texts.length, options, chosen => clip.encodeText(texts, chosen)),
    encodeTokens: (texts, options) =>
      encoding('texts', texts.length, options, chosen => clip.encodeTokens(texts, chosen)),
    warmUp: () => withBar({ label: `Loading ${clip.model.name}` }, () => clip.warmUp()),
    close: async () => {
      await clip.close();
      held.delete(shown);
      tellModels(currentCell() ?? loader);
    },
  };
  return shown;
}
