import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { failure } from '../../protocol/failures/index.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { readImages } from '../labelled-images/read-images.ts';
import { requireTemperature } from '../labelled-images/temperature.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import type { ZeroShotModel } from '../zero-shot/zero-shot.ts';
import { rankingProvenance } from './provenance.ts';
import { rankingScorer, type RankedImage, type ScoredRanking } from './scored-ranking.ts';
import { rankingSheet } from './sheet.ts';

export interface RankImagesOptions {
  /** Images named for each text; default 5. */
  readonly k?: number | undefined;
  /** Sentences with `{}` for the text, averaged: `['a photo of {}', 'an image showing {}']`. `['{}']` unless given. */
  readonly templates?: readonly string[] | undefined;
  /** The true text of each image, in the order of `images`, where it is known. */
  readonly truth?: readonly (string | undefined)[] | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Cosines are divided by it, instead of a factor; above 0. */
  readonly temperature?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** For each text the images that fit it best, as data and as a picture. */
export interface RankedImages extends Displayed {
  readonly texts: readonly string[];
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  readonly k: number;
  /** `[images, texts]`, in [-1, 1]. */
  readonly cosine: Float64Array;
  /** `[images, texts]`, in [0, 1]: softmax over the texts, or each alone for models with a sigmoid loss. */
  readonly probability: Float64Array;
  readonly scoring: 'softmax' | 'sigmoid';
  /** Share of images whose best text is the true one, among those whose truth is known. */
  readonly accuracy: number | undefined;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** The k images of one text, best first. @throws Failure `diagnosis-words` for an unknown one. */
  best(text: string): RankedImage[];
  /** One row a text and place. */
  toTable(): RankedImage[];
  /** The ranking of the texts that were last set in the picture; this one if none were. */
  latest(): RankedImages;
}

/**
 * Finds for each text the k images that fit it best, by cosine, with the zero-shot probability of the text among all texts (survey
 * Eq. 4; SigLIP's sigmoid where the model has a bias). In a notebook the texts can be edited in the picture: only new ones are encoded.
 * @throws Failure `diagnosis-images`, `zero-shot-texts`, `zero-shot-template`, `zero-shot-truth`, `diagnosis-words`, `option-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function rankImages(
  clip: ZeroShotModel,
  images: readonly ImageSource[],
  texts: readonly string[],
  options: RankImagesOptions = {},
): Promise<RankedImages> {
  const { k = 5, templates = ['{}'], truth, temperature, signal } = options;
  wholeOption('k', k, 1);
  if (temperature !== undefined) requireTemperature(temperature);
  const logitScale =
    temperature === undefined ? (options.logitScale ?? clip.model.logitScale) : 1 / temperature;
  if (!(logitScale > 0 && logitScale < Infinity))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a number above 0',
    });
  if (truth && truth.length !== images.length)
    throw failure('zero-shot-truth', { truths: truth.length, images: images.length });
  const { logitBias } = clip.model;
  const read = await readImages([clip], images, { thumbnails: 0, signal });
  const scorer = rankingScorer(clip, {
    images: read.embeddings[0],
    sources: read.given.map(row => images[row]!),
    truth: read.given.map(row => truth?.[row]),
    templates,
    scale: { logitScale, logitBias },
    k: Math.min(k, read.names.length),
  });
  const made = new Date().toISOString();
  const sheetOf = (result: ScoredRanking): LiveSheet<ScoredRanking> =>
    liveSheet({
      first: result,
      draw: (scored, edited) => rankingSheet(scored, read, edited),
      provenance: scored => rankingProvenance(scored, { read, made, templates, logitScale }),
      change: (latest, edit) =>
        edit.kind === 'set-texts' ? scorer.score(edit.groups.flat()) : Promise.resolve(latest),
    });
  const valueOf = (result: ScoredRanking, open?: LiveSheet<ScoredRanking>): RankedImages => {
    let sheet = open;
    const { texts: chosen, scores, ranked, accuracy } = result;
    const value: RankedImages = {
      texts: chosen,
      images: read.names,
      k: result.k,
      cosine: scores.cosine,
      probability: scores.probability,
      scoring: scores.scoring,
      accuracy,
      failures: read.failures,
      best: text => {
        const at = chosen.indexOf(text);
        if (at < 0)
          throw failure('diagnosis-words', {
            problem: `There is no text "${text}".`,
            remedy: `There are: ${chosen.slice(0, 20).join(', ')}.`,
          });
        return [...ranked[at]!];
      },
      toTable: () => ranked.flat(),
      latest: () => (!sheet || sheet.latest() === result ? value : valueOf(sheet.latest())),
      [displaySymbol]: () => (sheet ??= sheetOf(result))[displaySymbol](),
    };
    return value;
  };
  const first = await scorer.score(texts, signal);
  return valueOf(first, sheetOf(first));
}
