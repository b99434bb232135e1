import { unpackArray } from '../protocol/packed-array.ts';
import type { ZeroShotData } from '../protocol/zero-shot.ts';

export interface RankedText {
  readonly text: string;
  readonly probability: number;
  readonly cosine: number;
}

/** The texts of each image, most probable first; of equals, the one that was given first. */
export function rankTexts(data: ZeroShotData): RankedText[][] {
  const cosine = unpackArray(data.cosine);
  const probability = unpackArray(data.probability);
  const columns = data.texts.length;
  return data.images.map((_, row) =>
    data.texts
      .map((text, column) => ({
        text,
        probability: probability[row * columns + column]!,
        cosine: cosine[row * columns + column]!,
      }))
      .sort((left, right) => right.cosine - left.cosine),
  );
}

/** `97.1 %`; what is not nothing is never shown as 0. */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.0005) return '< 0.1 %';
  return `${(probability * 100).toFixed(1)} %`;
}
