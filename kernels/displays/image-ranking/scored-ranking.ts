import { accuracyOf, zeroShotScores, type ZeroShotScores } from '../../analysis/zero-shot.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { classEncoder } from '../zero-shot/classes.ts';
import type { ZeroShotModel } from '../zero-shot/zero-shot.ts';

/** An image among those that fit a text best. */
export interface RankedImage {
  readonly text: string;
  /** From 1. */
  readonly place: number;
  readonly image: string;
  readonly cosine: number;
  readonly probability: number;
  readonly truth: string | undefined;
}

/** The ranking of one list of texts. */
export interface ScoredRanking {
  readonly texts: readonly string[];
  readonly k: number;
  readonly scores: ZeroShotScores;
  /** `[texts][k]`. */
  readonly ranked: readonly (readonly RankedImage[])[];
  readonly accuracy: number | undefined;
  /** JPEGs as `data:` URLs of the images that are ranked, by name. */
  readonly thumbnails: ReadonlyMap<string, string>;
}

interface Ranking {
  readonly images: ImageEmbeddings;
  readonly sources: readonly ImageSource[];
  readonly truth: readonly (string | undefined)[];
  readonly templates: readonly string[];
  readonly scale: { readonly logitScale: number; readonly logitBias?: number | undefined };
  readonly k: number;
}

/** Pictures on one page. */
const mostThumbnails = 200;

/** Scores texts; those that were there before are not encoded again, and pictures are drawn once. */
export function rankingScorer(
  clip: Pick<ZeroShotModel, 'encodeText'>,
  { images, sources, truth, templates, scale, k }: Ranking,
): { score(texts: readonly string[], signal?: AbortSignal): Promise<ScoredRanking> } {
  const classes = classEncoder(clip, templates);
  const thumbnails = new Map<string, string>();
  const draw = async (rows: Iterable<number>): Promise<void> => {
    for (const row of rows) {
      const name = images.ids[row]!;
      if (thumbnails.size >= mostThumbnails) return;
      const drawn = thumbnails.has(name) ? undefined : await thumbnail(sources[row]!, 80);
      if (drawn !== undefined) thumbnails.set(name, drawn);
    }
  };
  return {
    score: async (given, signal) => {
      const texts = checkTexts(given);
      const scores = zeroShotScores(images, await classes.encode(texts, signal), scale);
      const rows = texts.map((_, column) => largest(scores.cosine, column, texts.length, k));
      await draw(new Set(rows.flat()));
      const best = Array.from(scores.best, at => texts[at]);
      return {
        texts,
        k,
        scores,
        ranked: rows.map((own, column) =>
          own.map((row, at) => ({
            text: texts[column]!,
            place: at + 1,
            image: images.ids[row]!,
            cosine: scores.cosine[row * texts.length + column]!,
            probability: scores.probability[row * texts.length + column]!,
            truth: truth[row],
          })),
        ),
        accuracy: accuracyOf(best, truth),
        thumbnails: new Map(thumbnails),
      };
    },
  };
}

/** Rows of the k largest of a column, the first of equals first. */
function largest(values: Float64Array, column: number, columns: number, k: number): number[] {
  const of = (row: number): number => values[row * columns + column]!;
  return Array.from({ length: values.length / columns }, (_, row) => row)
    .sort((one, other) => of(other) - of(one))
    .slice(0, k);
}

function checkTexts(given: readonly string[]): string[] {
  const texts = given.map(text => text.trim());
  const twice = texts.find((text, at) => texts.indexOf(text) !== at);
  if (texts.includes('') || twice !== undefined)
    throw failure('diagnosis-words', {
      problem: twice ? `The text "${twice.slice(0, 80)}" is there twice.` : 'A text is empty.',
      remedy: 'Write what to look for, once, or remove it.',
    });
  return texts;
}
