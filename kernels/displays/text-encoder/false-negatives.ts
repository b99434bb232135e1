import { falseNegativesOf, type FalseNegatives } from '../../analysis/contrastive-loss/false-negatives.ts';
import { cosines } from '../../analysis/cosines.ts';
import { uniform } from '../../analysis/projections/random.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { cardPairs, duplicatesAbove, type Duplicates } from './duplicates.ts';
import { checkTexts, encodedBy, namedEncoders, type TextEncoding } from './encoders.ts';
import { falseNegativesSheet } from './false-negatives-sheet.ts';
import { encoderProvenance } from './provenance.ts';

export interface FalseNegativeOptions {
  /** Cosine from which two reports are taken to say the same, 0.95 unless given. */
  readonly threshold?: number | undefined;
  /** Sizes of batches to count in; 16 … 32,768 unless given. */
  readonly batches?: readonly number[] | undefined;
  /** Findings of each case, if they are known: pairs that differ in them are marked. */
  readonly labels?: readonly (readonly string[])[] | undefined;
  /** The image of each report, for the pairs that are shown. */
  readonly images?: readonly ImageSource[] | undefined;
  /** Reports that are compared; of more, as many are drawn at random. 3,000 unless given. */
  readonly sample?: number | undefined;
  /** Of that draw, 0 unless given. */
  readonly seed?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Two reports that are nearly the same, or word for word. */
export interface FalseNegativePair {
  readonly left: string;
  readonly right: string;
  readonly cosine: number;
  /** Word for word. */
  readonly equal: boolean;
  /** Whether both have the same findings; undefined where labels were not given. */
  readonly 'same findings': boolean | undefined;
  /** How many pairs of reports say just this. */
  readonly times: number;
}

/** What contrastive training takes for wrong and is not, as data and as a picture. */
export interface FalseNegativeFinder extends LiveSheet<Duplicates> {
  /** The reports that were compared. */
  readonly reports: readonly string[];
  /** `[reports, reports]`, cosines. */
  readonly similarity: Float64Array;
  /** Pairs of at least a cosine, the threshold unless given, most alike first; equal texts once, at most 1,000. */
  pairs(threshold?: number): FalseNegativePair[];
  /** One row a size of batch: false negatives expected, and cases that meet one. */
  toTable(): FalseNegatives[];
}

/** What is drawn of reports. */
export interface ComparedReports {
  readonly reports: readonly string[];
  readonly places: readonly number[];
  readonly similarity: Float64Array;
  readonly labels: readonly (readonly string[])[] | undefined;
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly batches: readonly number[];
  readonly truncated: readonly string[];
  readonly drawnOf: number | undefined;
}

const usualBatches = [16, 32, 64, 128, 256, 512, 1024, 4096, 32_768];

/**
 * Finds false negatives in reports (survey Fig. 8): pairs whose texts are nearly the same, and yet are pushed apart whenever both are
 * in a batch; and how many of them a batch of each size meets. In a notebook the threshold is chosen in the picture; `latest()` holds
 * the pairs of that threshold.
 * @param encoder a model, or a function from texts to vectors.
 * @throws Failure `encoder-missing`, `encoder-rows`, `encoder-texts`, `pairs-unmatched`, `values-unequal`, `option-invalid`,
 * `cancelled`, `encoder-failed`.
 */
export async function falseNegatives(
  encoder: TextEncoding,
  reports: readonly string[],
  options: FalseNegativeOptions = {},
): Promise<FalseNegativeFinder> {
  const { threshold = 0.95, batches = usualBatches, labels, images, sample = 3000, seed = 0 } = options;
  checkThreshold(threshold);
  batches.forEach(batch => wholeOption('batches', batch, 2));
  wholeOption('sample', sample, 2);
  checkTexts('The list of reports', reports, 2);
  if (images && images.length !== reports.length)
    throw failure('pairs-unmatched', { images: images.length, reports: reports.length });
  if (labels && labels.length !== reports.length)
    throw failure('values-unequal', {
      left: 'labels',
      leftCount: labels.length,
      right: 'reports',
      rightCount: reports.length,
    });
  const signal = cellSignal(options.signal);
  const [named] = namedEncoders(encoder);
  const places = placesOf(reports.length, sample, seed);
  const texts = places.map(place => reports[place]!);
  const encoded = await encodedBy(named!, texts, signal);
  const similarity = cosines(encoded, encoded, ['reports', 'reports']);
  const kept = labels && places.map(place => labels[place]!);
  const found = (at: number): Duplicates => duplicatesAbove(similarity, texts, at, kept);
  const first = found(threshold);
  const compared: ComparedReports = {
    reports: texts,
    places,
    similarity,
    labels: kept,
    thumbnails: await thumbnailsOf(first, images, places, signal),
    batches,
    truncated: encoded.truncated,
    drawnOf: reports.length > sample ? reports.length : undefined,
  };
  const made = new Date().toISOString();
  const model: EmbeddingModel | undefined = encoded.model;
  const sheet = liveSheet<Duplicates>({
    first,
    draw: (duplicates, edited) => falseNegativesSheet(compared, duplicates, edited),
    provenance: duplicates =>
      encoderProvenance([{ name: named!.name, model }], {
        n: texts.length,
        seed,
        made,
        choices: { threshold: duplicates.threshold },
      }),
    change: (_, edit) => {
      const chosen = edit.kind === 'set-choice' && edit.part === 'threshold' ? Number(edit.option) : NaN;
      if (Number.isNaN(chosen)) throw failure('view-message', { view: 'false negatives' });
      checkThreshold(chosen);
      return found(chosen);
    },
  });
  return {
    reports: texts,
    similarity,
    pairs: (at = threshold) => {
      checkThreshold(at);
      return found(at).pairs.map(({ left, right, cosine, equal, sameFindings, times }) => ({
        left: texts[left]!,
        right: texts[right]!,
        cosine,
        equal,
        'same findings': sameFindings,
        times,
      }));
    },
    toTable: () => batches.map(batch => falseNegativesOf(first.counts, batch)),
    ...sheet,
  };
}

async function thumbnailsOf(
  { pairs }: Duplicates,
  images: readonly ImageSource[] | undefined,
  places: readonly number[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, string>> {
  const drawn = new Map<number, string>();
  if (!images) return drawn;
  for (const row of new Set(cardPairs(pairs).flatMap(({ left, right }) => [left, right]))) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Drawing thumbnails' }, signal.reason);
    const picture = await thumbnail(images[places[row]!]!, 72);
    if (picture !== undefined) drawn.set(row, picture);
  }
  return drawn;
}

function placesOf(count: number, sample: number, seed: number): number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (count <= sample) return places;
  const next = uniform(seed);
  const keys = places.map(() => next());
  return places
    .sort((one, other) => keys[one]! - keys[other]!)
    .slice(0, sample)
    .sort((one, other) => one - other);
}

function checkThreshold(threshold: number): void {
  if (!(threshold >= -1 && threshold <= 1))
    throw failure('option-invalid', {
      option: 'threshold',
      value: String(threshold),
      expected: 'a cosine between -1 and 1',
    });
}
