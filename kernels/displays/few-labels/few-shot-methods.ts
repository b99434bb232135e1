import { clipAdapter } from '../../analysis/few-labels/clip-adapter.ts';
import { drawShots } from '../../analysis/few-labels/few-shot-curve.ts';
import type { FewLabelsModel, LabelledRows } from '../../analysis/few-labels/labelled-rows.ts';
import { linearProbe, type LinearProbe } from '../../analysis/few-labels/linear-probe.ts';
import { nearestNeighbors } from '../../analysis/few-labels/nearest-neighbors.ts';
import { tunePrompts } from '../../analysis/few-labels/prompt-tuning.ts';
import type { TextClasses } from '../../analysis/few-labels/text-classifier.ts';
import { tipAdapter, tunedTipAdapter } from '../../analysis/few-labels/tip-adapter.ts';
import { failure } from '../../protocol/failures/index.ts';

/** What a method learns from. */
export interface FewShotDraw {
  readonly sample: LabelledRows;
  /** Images beside the sample, on which C is chosen; undefined if a class has none left. */
  readonly validation: LabelledRows | undefined;
  readonly seed: number;
}

interface FewShotMethod {
  /** Hyperparameters in words. */
  readonly settings: string;
  readonly source: string;
  readonly fit: (draw: FewShotDraw, text: TextClasses, classes: number) => FewLabelsModel | LinearProbe;
}

/** A narrow layer wider than this made no difference on 192 images, and takes its time. */
const widest = 32;

/** Every method by name, with its settings as they are in its paper where that says. */
export const fewShotMethods = {
  'linear probe': {
    settings: 'logistic regression, C = 0.316, L-BFGS',
    source: 'CLIP, arXiv 2103.00020 §A.3',
    fit: ({ sample }, _, classes) => linearProbe(sample, classes),
  },
  'linear probe, C chosen': {
    settings:
      'C from 10⁻⁶ to 10⁶ and eight halvings, chosen on up to 4 more labelled images of each class; C = 0.316 where none are left',
    source: 'CoOp, arXiv 2109.01134',
    fit: ({ sample, validation }, _, classes) =>
      linearProbe(sample, classes, validation === undefined ? {} : { validation }),
  },
  'nearest neighbors': {
    settings: '5 neighbors by cosine, votes weighed by e^(cosine / 0.07)',
    source: 'DINO, arXiv 2104.14294',
    fit: ({ sample }, _, classes) => nearestNeighbors(sample, classes, { k: 5, temperature: 0.07 }),
  },
  'Tip-Adapter': {
    settings: 'α = 1.17, β = 1, no training',
    source: 'arXiv 2207.09519',
    fit: ({ sample }, text) => tipAdapter(sample, text),
  },
  'Tip-Adapter-F': {
    settings: 'α = 1.17, β = 1; keys trained for 20 epochs, AdamW from 10⁻³, cosine schedule',
    source: 'arXiv 2207.09519',
    fit: ({ sample, seed }, text) => tunedTipAdapter(sample, text, { seed }),
  },
  'CLIP-Adapter': {
    settings: `ratio 0.2, a narrow layer of a quarter of the width, at most ${widest}; 40 epochs, AdamW from 10⁻³`,
    source: 'arXiv 2110.04544',
    fit: ({ sample, seed }, text) =>
      clipAdapter(sample, text, {
        seed,
        width: Math.min(widest, Math.max(1, Math.round(sample.images.dim / 4))),
      }),
  },
  'tuned prompts': {
    settings: 'a change of each class’s text embedding, 50 epochs, AdamW from 10⁻³, decay 0.01',
    source: 'after CoOp, arXiv 2109.01134, in embedding space',
    fit: ({ sample, seed }, text) => tunePrompts(sample, text, { seed }),
  },
} as const satisfies Readonly<Record<string, FewShotMethod>>;

export type FewShotMethodName = keyof typeof fewShotMethods;

/** All methods, or those that are asked for. @throws Failure `values-empty`, `name-unknown`. */
export function checkedMethods(
  given: readonly FewShotMethodName[] | undefined,
): readonly FewShotMethodName[] {
  const known = Object.keys(fewShotMethods) as FewShotMethodName[];
  if (given === undefined) return known;
  if (given.length === 0) throw failure('values-empty', { what: 'the list of methods' });
  const strange = given.find(name => !known.includes(name));
  if (strange !== undefined)
    throw failure('name-unknown', { what: 'method', name: strange, known: known.join(', ') });
  return [...new Set(given)];
}

/**
 * `shots` images of each class to learn from, and up to four more of each to choose C on (CoOp's protocol).
 * @throws Failure `values-empty` for a class without images, `option-invalid`.
 */
export function drawFewShots(train: LabelledRows, classes: number, shots: number, seed: number): FewShotDraw {
  const more = Math.min(4, shots);
  const drawn = drawShots(train, classes, shots + more, seed);
  const sample: number[] = [];
  const validation: number[] = [];
  const seen = new Map<number, number>();
  for (let row = 0; row < drawn.labels.length; row++) {
    const label = drawn.labels[row]!;
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    (before < shots ? sample : validation).push(row);
  }
  const complete = new Set(validation.map(row => drawn.labels[row]!)).size === classes;
  return {
    sample: chosen(drawn, sample),
    validation: complete ? chosen(drawn, validation) : undefined,
    seed,
  };
}

function chosen({ images, labels }: LabelledRows, rows: readonly number[]): LabelledRows {
  const { data, dim } = images;
  const own = new Float32Array(rows.length * dim);
  rows.forEach((row, at) => own.set(data.subarray(row * dim, (row + 1) * dim), at * dim));
  return {
    images: {
      data: own,
      count: rows.length,
      dim,
      ...(images.ids && { ids: rows.map(row => images.ids![row]!) }),
      ...(images.model && { model: images.model }),
    },
    labels: rows.map(row => labels[row]!),
  };
}
