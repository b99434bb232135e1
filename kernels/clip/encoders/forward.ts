import type { Runtime } from './runtime.ts';
import { runTexts, textEncoder, type PromptStates } from './text-batches.ts';

/** What the image tower makes of pixels; nothing is normalised or cached. */
export interface ImageStates {
  /** `[n, dim]`. */
  readonly embedding: Float32Array;
  /** `[n, rows · columns, dim]`, if asked for. */
  readonly patches?: Float32Array;
}

/**
 * Preprocessed pixels `[n, 3, height, width]` straight through the image tower in one run: for comparing with a reference.
 * @throws RangeError if the length is not a whole number of images.
 */
export async function forwardImage(
  runtime: Runtime,
  pixels: Float32Array,
  { patches = false }: { readonly patches?: boolean } = {},
): Promise<ImageStates> {
  const { height, width } = runtime.model.image.preset;
  const count = pixels.length / (3 * height * width);
  if (!Number.isInteger(count) || count === 0) {
    throw new RangeError(`${pixels.length} numbers are not a whole number of 3×${height}×${width} images`);
  }
  const { graph, session } = await runtime.image(patches ? 'patches' : 'embedding');
  const shape = [count, 3, height, width];
  const outputs = await session.run(
    new Map([[graph.inputs.pixels!, { type: 'float32', data: pixels, shape }]]),
  );
  const embedding = outputs.get(graph.outputs.embedding)!.data;
  return patches ? { embedding, patches: outputs.get(graph.outputs.patches!)!.data } : { embedding };
}

/** Token ids (start and end tokens included, no padding) straight through the text tower, one entry a sequence. */
export async function forwardText(
  runtime: Runtime,
  ids: readonly (readonly number[])[],
  { tokens = false }: { readonly tokens?: boolean } = {},
): Promise<PromptStates[]> {
  const tower = await runtime.text(tokens ? 'tokens' : 'embedding');
  return runTexts(ids, textEncoder(tower, runtime.model, await runtime.tokenizer()), {});
}
