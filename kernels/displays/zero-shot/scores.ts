import { accuracyOf, zeroShotScores, type ZeroShotScores } from '../../analysis/zero-shot.ts';
import type { ClassRows } from './classes.ts';
import type { ZeroShotPicture } from './thumbnails.ts';

/** Scores with the names of what was scored. */
export interface NamedScores extends Omit<ZeroShotScores, 'best'> {
  readonly texts: readonly string[];
  readonly images: readonly string[];
  readonly truth: readonly (string | undefined)[];
  readonly best: readonly string[];
  readonly accuracy: number | undefined;
  /** That the ensemble of templates scores below the best of them alone. */
  readonly cautions: readonly string[];
}

export type ZeroShotRow = Readonly<Record<string, string | number | boolean | undefined>>;

export function scoreImages(
  { embeddings, truth }: ZeroShotPicture,
  texts: readonly string[],
  rows: ClassRows,
  scale: { readonly logitScale: number; readonly logitBias: number | undefined },
): NamedScores {
  const scores = zeroShotScores(embeddings, rows, scale);
  const best = Array.from(scores.best, at => texts[at]!);
  return {
    ...scores,
    texts,
    images: embeddings.ids,
    truth,
    best,
    accuracy: accuracyOf(best, truth),
    cautions: [],
  };
}

/** One row an image, every text's probability at its end. */
export function zeroShotRows({
  texts,
  images,
  truth,
  best,
  cosine,
  probability,
}: NamedScores): ZeroShotRow[] {
  const known = truth.some(text => text !== undefined);
  return images.map((image, row) => {
    const at = row * texts.length + texts.indexOf(best[row]!);
    return {
      image,
      best: best[row]!,
      probability: probability[at]!,
      cosine: cosine[at]!,
      ...(known && {
        truth: truth[row],
        correct: truth[row] === undefined ? undefined : truth[row] === best[row],
      }),
      ...Object.fromEntries(
        texts.map((text, column) => [`p(${text})`, probability[row * texts.length + column]!]),
      ),
    };
  });
}
