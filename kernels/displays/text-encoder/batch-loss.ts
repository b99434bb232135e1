import {
  contrastiveLoss,
  type ContrastiveLoss,
  type TargetMatrices,
} from '../../analysis/contrastive-loss/contrastive-loss.ts';
import { labelTargets, triageTargets } from '../../analysis/contrastive-loss/soft-targets.ts';
import { cosines } from '../../analysis/cosines.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown, thumbnailsOf } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { batchLossSheet } from './batch-loss-sheet.ts';
import { costRows, lossRows, type CostRow, type LossRow } from './batch-loss-rows.ts';
import { checkTexts } from './encoders.ts';

export interface BatchLossOptions {
  /** Findings of each case: MedCLIP's soft targets are made from them. */
  readonly labels?: readonly (readonly string[])[] | undefined;
  /** Factor on the cosine, 1 / τ; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** SAT: cosine of two reports from which they match each other's images, 0.95 unless given. */
  readonly positive?: number | undefined;
  /** SAT: cosine of two reports below which they do not, 0.8 unless given; between, the pair is left out of the loss. */
  readonly negative?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One way to say what a batch should be pulled towards, and the loss that it gives. */
export interface TargetLoss {
  /** `one match each`, `MedCLIP` or `SAT`. */
  readonly name: string;
  /** `[pairs, pairs]` of images over texts; undefined for one match each. */
  readonly targets: TargetMatrices | undefined;
  readonly loss: ContrastiveLoss;
  /** The lowest loss that these targets allow, in nats: their own entropy. */
  readonly floor: number;
}

/** A batch under its targets. */
export interface BatchTargets {
  readonly positive: number;
  readonly negative: number;
  readonly losses: readonly TargetLoss[];
}

/** What the loss of CLIP says of a batch of images and reports, as data and as a picture. */
export interface BatchLoss extends LiveSheet<BatchTargets> {
  /** Names of the images that could be read, in the order of pairs. */
  readonly images: readonly string[];
  readonly reports: readonly string[];
  readonly logitScale: number;
  /** `[pairs, pairs]`, images in rows, reports in columns. */
  readonly cosines: Float64Array;
  /** `[pairs, pairs]`, cosines of the reports among themselves. */
  readonly reportSimilarity: Float64Array;
  /** One match each first, then MedCLIP's targets if labels are given, then SAT's. */
  readonly losses: readonly TargetLoss[];
  readonly failures: ImageEmbeddings['failures'];
  /** One row a kind of target: loss both ways (survey Eqs. 1–3), and the lowest possible. */
  toTable(): LossRow[];
  /** One row a pair, those that cost most first: what it is mistaken for, and how alike the two reports are. */
  costs(): CostRow[];
}

/** A batch of matched pairs, encoded. */
export interface EncodedBatch {
  readonly images: readonly string[];
  readonly reports: readonly string[];
  readonly labels: readonly (readonly string[])[] | undefined;
  readonly logitScale: number;
  readonly cosines: Float64Array;
  readonly reportSimilarity: Float64Array;
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly failures: ImageEmbeddings['failures'];
  readonly truncated: readonly string[];
  /** Whether the model was trained with a loss of its own, a sigmoid. */
  readonly sigmoid: boolean;
}

/** A matrix of more pairs is no batch that anybody reads, and takes memory with its square. */
const mostPairs = 2_000;
/** Pairs that are shown with pictures. */
const mostCards = 8;

/**
 * InfoNCE of a batch (survey Eqs. 1–3): the loss both ways, the pairs that cost most and what they are mistaken for, and what the loss
 * becomes with the soft targets of MedCLIP, from shared findings, and of SAT, from similar reports. In a notebook SAT's thresholds are
 * chosen in the picture; `latest()` holds the targets of that choice.
 * @param reports the report of each image, in the order of `images`.
 * @throws Failure `pairs-unmatched`, `encoder-texts`, `batch-too-few`, `images-needed`, `values-unequal`, `option-invalid`,
 * `embedding-invalid`, `cancelled`, `encoder-failed`; pairs whose images cannot be read are left out and named in `failures`.
 */
export async function batchLoss(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'> & {
    readonly model: Pick<Clip['model'], 'logitScale' | 'logitBias'>;
  },
  images: readonly ImageSource[],
  reports: readonly string[],
  options: BatchLossOptions = {},
): Promise<BatchLoss> {
  const { labels, logitScale = clip.model.logitScale, positive = 0.95, negative = 0.8 } = options;
  checkTexts('The list of reports', reports, 1);
  if (images.length !== reports.length)
    throw failure('pairs-unmatched', { images: images.length, reports: reports.length });
  if (images.length > mostPairs)
    throw failure('option-invalid', {
      option: 'images',
      value: String(images.length),
      expected: `a batch of up to ${mostPairs} pairs`,
    });
  if (labels && labels.length !== reports.length)
    throw failure('values-unequal', {
      left: 'labels',
      leftCount: labels.length,
      right: 'reports',
      rightCount: reports.length,
    });
  const signal = cellSignal(options.signal);
  const shown = await encodeShown(clip, images, { task: 'pair with reports', signal });
  const { embeddings, places } = shown;
  if (embeddings.count < 2) throw failure('batch-too-few', { pairs: embeddings.count });
  const kept = places.map(place => reports[place]!);
  const texts = await clip.encodeText(kept, { signal });
  const batch = {
    images: embeddings.ids,
    reports: kept,
    labels: labels && places.map(place => labels[place]!),
    logitScale,
    cosines: cosines(embeddings, texts, ['images', 'reports']),
    reportSimilarity: cosines(texts, texts, ['reports', 'reports']),
    failures: embeddings.failures,
    truncated: texts.truncated,
    sigmoid: clip.model.logitBias !== undefined,
  };
  const first = targetsOf(batch, positive, negative);
  const costly = costRows(batch, first.losses).slice(0, mostCards);
  const rows = new Set(costly.flatMap(({ pair, mistaken }) => [pair, mistaken]));
  const whole: EncodedBatch = { ...batch, thumbnails: await thumbnailsOf(shown, rows, signal) };
  const made = new Date().toISOString();
  const sheet = liveSheet<BatchTargets>({
    first,
    draw: (targets, edited) => batchLossSheet(whole, targets, edited),
    provenance: ({ positive: from, negative: below }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        made,
        choices: {
          'logit scale': Number(logitScale.toPrecision(6)),
          'SAT positive': from,
          'SAT negative': below,
        },
      }),
    change: (latest, edit) => {
      if (edit.kind !== 'set-choice' || !['positive', 'negative'].includes(edit.part))
        throw failure('view-message', { view: 'batch loss' });
      const chosen = {
        positive: latest.positive,
        negative: latest.negative,
        [edit.part]: Number(edit.option),
      };
      return targetsOf(batch, chosen.positive, chosen.negative);
    },
  });
  return {
    images: batch.images,
    reports: kept,
    logitScale,
    cosines: batch.cosines,
    reportSimilarity: batch.reportSimilarity,
    losses: first.losses,
    failures: batch.failures,
    toTable: () => lossRows(first.losses),
    costs: () => costRows(batch, first.losses),
    ...sheet,
  };
}

/** @throws Failure `option-invalid` unless negative ≤ positive. */
function targetsOf(
  batch: Omit<EncodedBatch, 'thumbnails'>,
  positive: number,
  negative: number,
): BatchTargets {
  const { labels, reportSimilarity, reports } = batch;
  const scored = (name: string, targets: TargetMatrices | undefined): TargetLoss => ({
    name,
    targets,
    loss: contrastiveLoss(batch.cosines, reports.length, {
      logitScale: batch.logitScale,
      ...(targets && { targets }),
    }),
    floor: targets ? (entropy(targets.imageToText) + entropy(targets.textToImage)) / 2 / reports.length : 0,
  });
  const findings = labels && [...new Set(labels.flat())];
  const sat = triageTargets(reportSimilarity, reports.length, { positive, negative });
  return {
    positive,
    negative,
    losses: [
      scored('one match each', undefined),
      ...(findings && findings.length > 0 ? [scored('MedCLIP', medClip(labels, findings))] : []),
      scored('SAT', sat),
    ],
  };
}

function medClip(labels: readonly (readonly string[])[], findings: readonly string[]): TargetMatrices {
  const there = Float64Array.from(
    labels.flatMap(own => findings.map(finding => Number(own.includes(finding)))),
  );
  return labelTargets(there, there, findings.length);
}

function entropy(targets: Float64Array): number {
  return targets.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}
