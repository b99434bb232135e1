import { stat } from 'node:fs/promises';
import { withClip, type ModelOptions } from './load.ts';

/** What a model is, where it runs and what it costs. Both towers are loaded, so that the memory is measured, not guessed. */
export async function describeModel(
  name: string,
  options: ModelOptions,
  signal: AbortSignal,
): Promise<unknown> {
  const before = process.memoryUsage.rss();
  return withClip(name, options, signal, async clip => {
    const { model } = clip;
    const start = performance.now();
    await clip.warmUp();
    const milliseconds = performance.now() - start;
    const sizes = await Promise.all(model.files.map(async file => (await stat(file)).size));
    const { tokenizer } = model.text;
    return {
      name,
      family: model.family,
      parameters: model.parameterCount,
      embeddingDimension: model.embeddingDimension,
      logitScale: model.logitScale,
      ...(model.logitBias !== undefined && { logitBias: model.logitBias }),
      image: { ...model.image.shape, grid: model.image.grid },
      notes: model.notes,
      preset: model.image.preset,
      text: model.text.shape,
      tokenizer,
      files: model.files,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      digest: await clip.digest(),
      precision: clip.precision,
      fidelity: (await clip.fidelity()) ?? null,
      device: clip.device,
      loading: { milliseconds: Math.round(milliseconds) },
      memory: { residentBytes: process.memoryUsage.rss() - before },
    };
  });
}
