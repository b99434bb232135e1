import { fewShotPoint, type FewShotPoint } from '../../analysis/few-labels/few-shot-curve.ts';
import type { FewLabelsModel } from '../../analysis/few-labels/labelled-rows.ts';
import type { LinearProbe } from '../../analysis/few-labels/linear-probe.ts';
import { textClassifier } from '../../analysis/few-labels/text-classifier.ts';
import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { throwIfCancelled } from '../../clip/encoders/progress.ts';
import { failure } from '../../protocol/failures/index.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { cellSignal, withBar } from '../in-cell/with-bar.ts';
import { liveSheet } from '../sheet/live-sheet.ts';
import {
  classNames,
  countsOf,
  labelledSet,
  splitSet,
  type FewShotImages,
  type FewShotLabels,
} from './few-shot-data.ts';
import { checkedMethods, drawFewShots, fewShotMethods, type FewShotMethodName } from './few-shot-methods.ts';
import { curveViews, fewShotSheet, type CurveView } from './few-shot-sheet.ts';
import { textClasses } from './text-classes.ts';

export interface FewShotOptions extends BootstrapOptions {
  /** Sentences for each class, ensembled, from which zero-shot and the adapters start; by default the name of the class. */
  readonly prompts?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Images to judge by; or the share of each class that is kept for it, in (0, 1), default 0.5. */
  readonly test?: number | { readonly images: FewShotImages; readonly labels: FewShotLabels } | undefined;
  /** All unless given. */
  readonly methods?: readonly FewShotMethodName[] | undefined;
  /** Labelled images of each class; default 1, 2, 4, 8, 16. */
  readonly shots?: readonly number[] | undefined;
  /** Draws of training images; default 0, 1, 2. */
  readonly seeds?: readonly number[] | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Stops between two classifiers; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** The values of C that were tried for one draw, with the accuracy on images beside it. */
export interface PenaltySweep {
  readonly shots: number;
  readonly seed: number;
  readonly inversePenalty: number;
  readonly tried: readonly { readonly inversePenalty: number; readonly accuracy: number }[];
}

/** One method at one number of shots. */
export interface FewShotRow {
  readonly method: string;
  readonly shots: number;
  /** Labelled images learned from. */
  readonly images: number;
  readonly accuracy: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly deviation: number;
  readonly auroc: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/** What methods reach with few labels, as data and as a picture. */
export interface FewShotCurves extends Displayed {
  readonly classes: readonly string[];
  /** Every method at every number of shots, all on the same draws. */
  readonly points: readonly FewShotPoint[];
  /** The prompts alone, without any label. */
  readonly zeroShot: FewShotPoint;
  /** Of `linear probe, C chosen`. */
  readonly sweeps: readonly PenaltySweep[];
  /** Images judged by. */
  readonly testImages: readonly string[];
  /** Images drawn from. */
  readonly trainingImages: readonly string[];
  /** Zero-shot, then every point. */
  toTable(): FewShotRow[];
}

/**
 * Curves of accuracy over the number of labelled images, 1 to 16 of each class, for a linear probe, nearest neighbors, Tip-Adapter(-F),
 * CLIP-Adapter and prompts tuned in embedding space, with zero-shot beside them. A bar shows how far it is; an interrupt stops it
 * between two classifiers.
 * @param images sources, or their embeddings.
 * @throws Failure `few-shot-classes`, `values-empty`, `values-unequal`, `option-invalid`, `images-needed`, `embeddings-differ`,
 * `embedding-invalid`, `name-unknown`, `cancelled`, `encoder-failed`.
 */
export async function fewShotCurves(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'> & { readonly model: Pick<Clip['model'], 'logitScale'> },
  images: FewShotImages,
  labels: FewShotLabels,
  options: FewShotOptions = {},
): Promise<FewShotCurves> {
  const { seeds = [0, 1, 2], shots: asked = [1, 2, 4, 8, 16], test: kept = 0.5 } = options;
  const { logitScale = clip.model.logitScale, resamples = 1000, level = 0.95, seed = 0 } = options;
  const methods = checkedMethods(options.methods);
  asked.forEach(each => wholeOption('shots', each, 1));
  if (asked.length === 0) throw failure('values-empty', { what: 'the list of shots' });
  if (seeds.length === 0) throw failure('values-empty', { what: 'the list of seeds' });
  const { signal } = options;
  const stop = cellSignal(signal);
  const given = typeof kept === 'number' ? undefined : kept;
  const classes = classNames(given ? [...labels, ...given.labels] : labels, options.prompts);
  const text = await textClasses(clip, classes, options.prompts, logitScale, signal);
  const all = await labelledSet(clip, images, labels, classes, { what: 'images', signal });
  const { train, test } = given
    ? {
        train: all,
        test: await labelledSet(clip, given.images, given.labels, classes, { what: 'test images', signal }),
      }
    : splitSet(all, classes.length, kept as number, seed);
  const counts = { train: countsOf(train, classes.length), test: countsOf(test, classes.length) };
  const missing = classes.filter((_, index) => counts.train[index] === 0);
  if (missing.length > 0)
    throw failure('few-shot-classes', { problem: `No image to learn from is of ${missing.join(', ')}.` });
  if (test.labels.length === 0)
    throw failure('few-shot-classes', { problem: 'No image is left to judge by.' });
  const most = Math.max(...counts.train);
  const sorted = [...new Set(asked)].sort((one, other) => one - other);
  // Beyond the largest class, more shots are the same images.
  const within = sorted.filter(each => each <= most);
  const shots = within.length === 0 ? [most] : within;

  const sweeps: PenaltySweep[] = [];
  const resampling = { resamples, level, seed };
  const points = await withBar(
    { label: 'Training', unit: 'classifiers', total: shots.length * seeds.length * methods.length },
    async bar => {
      let done = 0;
      const found: FewShotPoint[] = [];
      for (const count of shots) {
        const draws = seeds.map(each => drawFewShots(train, classes.length, count, each));
        for (const method of methods) {
          const probabilities: Float64Array[] = [];
          for (const draw of draws) {
            throwIfCancelled(stop, 'Training');
            const model: FewLabelsModel & Partial<LinearProbe> = fewShotMethods[method].fit(
              draw,
              text,
              classes.length,
            );
            probabilities.push(model.probabilities(test.images));
            if (model.tried && model.tried.length > 0)
              sweeps.push({
                shots: count,
                seed: draw.seed,
                inversePenalty: model.inversePenalty!,
                tried: model.tried,
              });
            bar?.update(++done);
            // Lets an interrupt and the bar through.
            await new Promise(resolve => setImmediate(resolve));
          }
          const sample = draws[0]!.sample.labels.length;
          found.push(
            fewShotPoint(
              { method, shots: count, images: sample, probabilities },
              test.labels,
              classes.length,
              resampling,
            ),
          );
        }
      }
      return found;
    },
  );
  const zeroShot = fewShotPoint(
    {
      method: 'zero-shot',
      shots: 0,
      images: 0,
      probabilities: [textClassifier(text).probabilities(test.images)],
    },
    test.labels,
    classes.length,
    resampling,
  );
  const made = new Date().toISOString();
  const curves = { classes, points, zeroShot, sweeps };
  const sheet = liveSheet<CurveView>({
    first: curveViews[0],
    draw: (view, edited) =>
      fewShotSheet({
        ...curves,
        view,
        methods,
        shots,
        seeds,
        counts,
        dropped: sorted.filter(each => !shots.includes(each)),
        cautions: [...train.cautions, ...test.cautions],
        level,
        edited,
      }),
    provenance: () =>
      figureProvenance(train.images.model, {
        n: test.labels.length,
        seed,
        made,
        choices: {
          classes: classes.join(', '),
          'training images': train.labels.length,
          'test images': test.labels.length,
          shots: shots.join(', '),
          seeds: seeds.join(', '),
          methods: methods.join(', '),
          'logit scale': Number(logitScale.toPrecision(6)),
          resamples,
          level,
        },
      }),
    change: (_, edit) => {
      const view = edit.kind === 'set-choice' ? curveViews.find(each => each === edit.option) : undefined;
      if (view === undefined) throw failure('view-message', { view: 'few-shot curves' });
      return view;
    },
  });
  return {
    ...curves,
    testImages: test.images.ids,
    trainingImages: train.images.ids,
    toTable: () => [zeroShot, ...points].map(rowOf),
    [displaySymbol]: sheet[displaySymbol],
  };
}

function rowOf({ method, shots, images, accuracy, interval, deviation, auroc }: FewShotPoint): FewShotRow {
  return { method, shots, images, accuracy, low: interval?.low, high: interval?.high, deviation, auroc };
}
