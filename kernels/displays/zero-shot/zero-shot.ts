import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { answerZeroShot } from './answer.ts';
import { zeroShotBundle, zeroShotPayload } from './bundle.ts';
import { classEncoder } from './classes.ts';
import { scoreImages, zeroShotRows, type NamedScores, type ZeroShotRow } from './scores.ts';
import { templateCautions } from './template-cautions.ts';
import { pictureOf } from './thumbnails.ts';

/** The parts of a model that zero-shot classification needs. */
export type ZeroShotModel = Pick<Clip, 'encodeImage' | 'encodeText'> & {
  readonly model: Pick<Clip['model'], 'logitScale' | 'logitBias'>;
};

export interface ZeroShotOptions {
  /** Sentences with `{}` for the text, averaged: `['a photo of {}', 'an image showing {}']`. `['{}']` unless given. */
  readonly templates?: readonly string[] | undefined;
  /** The true text of each image, in the order of `images`, where it is known. */
  readonly truth?: readonly (string | undefined)[] | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Which text fits each image, as data and as a picture. */
export interface ZeroShotResult extends Displayed {
  readonly texts: readonly string[];
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  /** `[images, texts]`, in [-1, 1]. */
  readonly cosine: Float64Array;
  /** `[images, texts]`, in [0, 1]. */
  readonly probability: Float64Array;
  readonly scoring: 'softmax' | 'sigmoid';
  /** The text that fits each image best. */
  readonly best: readonly string[];
  /** Share of images whose best text is the true one, among those whose truth is known. */
  readonly accuracy: number | undefined;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** One row an image: best text, its probability and cosine, truth, and every text's probability. */
  toTable(): ZeroShotRow[];
  /** The result for the texts that were last set in the picture; this one if none were. */
  latest(): ZeroShotResult;
}

/**
 * Scores every text for every image and shows thumbnails with bars (survey Eq. 4, Fig. 4). In a notebook the texts can be edited
 * in the picture: only new ones are encoded.
 * @throws Failure `cancelled`, `encoder-failed`; images that cannot be read are named in `failures`.
 */
export async function zeroShot(
  clip: ZeroShotModel,
  images: readonly ImageSource[],
  texts: readonly string[],
  options: ZeroShotOptions = {},
): Promise<ZeroShotResult> {
  const classes = classEncoder(clip, options.templates ?? ['{}']);
  // Texts first: a mistake in them shows before the long part.
  const rows = await classes.encode(texts, options.signal);
  const picture = await pictureOf(clip, images, options);
  const { logitScale = clip.model.logitScale } = options;
  const scale = { logitScale, logitBias: clip.model.logitBias };
  const made = new Date().toISOString();
  let latest: ZeroShotResult;
  const { templates = ['{}'] } = options;
  const scoresFor = (chosen: readonly string[], vectors: typeof rows): NamedScores => {
    const scores = scoreImages(picture, chosen, vectors, scale);
    const singles = (): NamedScores[] =>
      templates.map((_, at) => scoreImages(picture, chosen, classes.alone(chosen, at), scale));
    return { ...scores, cautions: templateCautions(scores, templates, singles) };
  };
  const resultOf = (scores: NamedScores): ZeroShotResult => {
    const result: ZeroShotResult = {
      ...scores,
      failures: picture.embeddings.failures,
      toTable: () => zeroShotRows(scores),
      latest: () => latest,
      [displaySymbol]: () => zeroShotBundle(picture, scores, { live, scale, made, options }),
    };
    return result;
  };
  const live: string | undefined = currentCell()?.openView(message =>
    answerZeroShot(message, async chosen => {
      const scores = scoresFor(chosen, await classes.encode(chosen));
      latest = resultOf(scores);
      return zeroShotPayload(picture, scores, { live, scale, made, options });
    }),
  ).live;
  latest = resultOf(scoresFor([...texts], rows));
  return latest;
}
