import { openModel } from '../clip/families/open.ts';
import { saveArray } from '../clip/embeddings/files.ts';
import { resolveModel } from '../clip/hub/resolve.ts';
import { createImagePipeline } from '../clip/preprocessing/pipeline.ts';
import type { Preset } from '../clip/preprocessing/preset.ts';
import { presetByName } from '../clip/preprocessing/presets.ts';
import { failure } from '../protocol/failures/index.ts';
import { checkWritable } from './output.ts';
import { downloadReporter } from './report.ts';

/** Options of `preprocess`. */
export interface PreprocessCommand {
  readonly model?: string;
  readonly preset?: string;
  readonly output: string;
}

/** Image → float32 `[1, 3, height, width]` as the model's reference prepares it. */
export async function preprocessToFile(
  image: string,
  options: PreprocessCommand,
  signal: AbortSignal,
): Promise<unknown> {
  await checkWritable(options.output);
  const preset = await presetOf(options, signal);
  const pipeline = createImagePipeline({ workers: 1 });
  try {
    const { pixels, original } = await pipeline.load(image, preset, { signal });
    const shape = [1, 3, preset.height, preset.width];
    await saveArray({ shape, data: pixels }, options.output);
    return { output: options.output, shape, preset: preset.name, source: preset.source, original };
  } finally {
    await pipeline.close();
  }
}

async function presetOf({ model, preset }: PreprocessCommand, signal: AbortSignal): Promise<Preset> {
  if ((model === undefined) === (preset === undefined)) {
    throw failure('argument-invalid', { argument: '--model, --preset', problem: 'give one of the two' });
  }
  if (preset !== undefined) return presetByName(preset);
  const { path } = await resolveModel(model!, { signal, onProgress: downloadReporter() });
  return (await openModel(path)).image.preset;
}
