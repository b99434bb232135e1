import { packArray } from '../../../../webviews/protocol/packed-array.ts';
import type { CurveSeries, PartsByName } from '../../../../webviews/protocol/sheet.ts';
import type { Calibration } from '../../../analysis/metrics/calibration.ts';
import type { LaboratoryVariant, RankedVariant, ScoredLaboratory } from '../laboratory.ts';
import { measures } from '../measures.ts';
import { ranked } from '../laboratory.ts';

/** Curves of the best by each measure, of the next best, and of the first variant; undefined without known truth. */
export function reliabilityPart(
  scored: ScoredLaboratory,
  order: readonly RankedVariant[],
): PartsByName | undefined {
  if (scored.truth.rows.length === 0) return undefined;
  const candidates = [
    ...order.slice(0, 3).map(({ variant }) => variant),
    ...measures.flatMap(({ name }) => ranked(scored, name).slice(0, 1)).map(({ variant }) => variant),
    ...scored.variants.slice(0, 1),
  ];
  const drawn = [...new Map(candidates.map(variant => [variant.name, variant])).values()];
  return {
    id: 'reliability',
    kind: 'by-name',
    title: 'How far the probabilities are to be believed',
    note: `The best of each measure, the next best, and the first variant.`,
    what: 'variant',
    choices: drawn.map(variant => ({ name: variant.name, parts: [curvesOf(variant, scored)] })),
  };
}

function curvesOf(
  variant: LaboratoryVariant,
  { truth }: ScoredLaboratory,
): PartsByName['choices'][number]['parts'][number] {
  const { before, temperature, after } = variant.calibration()!;
  const what =
    truth.labelling === 'one' ? 'the most probable class of each image' : 'every class of every image';
  const fitted =
    temperature && after
      ? temperature.unbounded
        ? ' No temperature fits: every answer is right, or none tells classes apart.'
        : ` Divided by the temperature ${temperature.temperature.toPrecision(3)}, which is fitted on these images: ${after.expectedError.toFixed(3)}.`
      : ' No temperature mends a softmax where classes occur together.';
  return {
    id: `reliability ${variant.name}`,
    kind: 'curves',
    title: 'Reliability',
    note: `Of ${what}, in 15 bins. Expected calibration error ${before.expectedError.toFixed(3)}.${fitted}`,
    x: { label: 'mean probability', range: [0, 1], digits: 2 },
    y: { label: 'share that is true', range: [0, 1], digits: 2 },
    diagonal: true,
    series: [
      seriesOf('as scored', before, false),
      ...(after && temperature && !temperature.unbounded
        ? [seriesOf('with fitted temperature', after, true)]
        : []),
    ],
  };
}

function seriesOf(name: string, { bins }: Calibration, dashed: boolean): CurveSeries {
  const full = bins.filter(({ count }) => count > 0);
  const packed = (values: readonly number[]): CurveSeries['x'] =>
    packArray(Float64Array.from(values), [values.length]);
  return {
    name,
    x: packed(full.map(({ confidence }) => confidence!)),
    y: packed(full.map(({ observed }) => observed!)),
    dashed,
    shape: full.length === 1 ? 'points' : 'line',
  };
}
