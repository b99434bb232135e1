import { unpackArray } from '../../protocol/packed-array.ts';
import type { ZeroShotData } from '../../protocol/zero-shot.ts';

export interface RankedText {
  readonly text: string;
  readonly probability: number;
  readonly cosine: number;
}

/** The texts of each drawn image, most probable first, at most `most`. */
export function rankedTexts(data: ZeroShotData, most: number): RankedText[][] {
  const cosine = unpackArray(data.cosine);
  const probability = unpackArray(data.probability);
  const columns = data.texts.length;
  return data.images.map((_, row) =>
    data.texts
      .map((text, at) => ({
        text,
        probability: probability[row * columns + at]!,
        cosine: cosine[row * columns + at]!,
      }))
      .sort((left, right) => right.cosine - left.cosine)
      .slice(0, most),
  );
}
