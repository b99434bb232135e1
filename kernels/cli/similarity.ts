import { classProbabilities, cosineSimilarity } from '../analysis/similarity.ts';
import { withClip, type ModelOptions } from './load.ts';
import { progressReporter, writeMessage } from './report.ts';

/** Options of `similarity`. */
export interface SimilarityCommand extends ModelOptions {
  readonly model: string;
  readonly image: readonly string[];
  readonly text: readonly string[];
}

/** Cosines `[images, prompts]`, the model's scale, and what it makes of them: softmax over prompts, or SigLIP's sigmoid. */
export async function similarity(options: SimilarityCommand, signal: AbortSignal): Promise<unknown> {
  return withClip(options.model, options, signal, async clip => {
    const images = await clip.encodeImage(options.image, {
      signal,
      onProgress: progressReporter('Encoding images'),
    });
    for (const { failure } of images.failures) writeMessage(failure.message);
    if (images.count === 0) throw images.failures[0]!.failure;
    const texts = await clip.encodeText(options.text, { signal });
    for (const text of texts.truncated)
      writeMessage(`The end of this prompt does not fit and was cut: ${text}`);
    const { logitScale, logitBias } = clip.model;
    const cosines = cosineSimilarity(images, texts);
    const probabilities = classProbabilities(cosines, texts.count, { logitScale, logitBias });
    return {
      images: images.ids,
      texts: texts.ids,
      cosine: rows(cosines, texts.count),
      logitScale,
      ...(logitBias !== undefined && { logitBias }),
      probabilities: rows(probabilities, texts.count),
      failures: images.failures.map(({ id, failure: { code, message } }) => ({ id, code, message })),
    };
  });
}

function rows(values: Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) => [
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
}
