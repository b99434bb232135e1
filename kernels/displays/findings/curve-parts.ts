import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { CurvesPart, PartsByName } from '../../../webviews/protocol/sheet.ts';
import type { FindingCurves } from './curves.ts';
import type { FindingsPicture } from './picture.ts';
import type { ScoredFindings } from './scored-findings.ts';

/** Findings whose curves are drawn. */
const mostCurves = 40;

/** ROC and reliability curve of each finding that can be measured, with the point of its threshold. */
export function findingCurvesPart(
  { accuracy }: ScoredFindings,
  { findings }: FindingsPicture,
): PartsByName[] {
  const choices = findings.flatMap((finding, at) => {
    const { curves, called, auroc } = accuracy[at]!;
    if (!curves) return [];
    const point = called && { x: 1 - called.specificity!, y: called.sensitivity! };
    return [{ name: finding, parts: [rocPart(at, curves, point, auroc), reliabilityPart(at, curves)] }];
  });
  if (choices.length === 0) return [];
  return [
    {
      kind: 'by-name',
      id: 'curves',
      title: 'ROC and reliability',
      what: 'finding',
      choices: choices.slice(0, mostCurves),
    },
  ];
}

function rocPart(
  at: number,
  { falsePositiveRate, truePositiveRate }: FindingCurves,
  point: { x: number; y: number } | undefined,
  auroc: number | undefined,
): CurvesPart {
  return {
    kind: 'curves',
    id: `roc-${at}`,
    title: `ROC${auroc === undefined ? '' : `, area ${auroc.toFixed(3)}`}`,
    note: 'Every threshold is a point; the one in use is marked. On the diagonal there is no skill.',
    x: { label: '1 − specificity', range: [0, 1], digits: 3 },
    y: { label: 'sensitivity', range: [0, 1], digits: 3 },
    diagonal: true,
    series: [
      { name: 'ROC', x: packed(falsePositiveRate), y: packed(truePositiveRate), shape: 'line' },
      ...(point
        ? [{ name: 'threshold', x: packed([point.x]), y: packed([point.y]), shape: 'points' as const }]
        : []),
    ],
  };
}

function reliabilityPart(at: number, { confidence, observed }: FindingCurves): CurvesPart {
  return {
    kind: 'curves',
    id: `reliability-${at}`,
    title: 'Reliability',
    note: 'Share of images that truly have the finding, by probability. On the diagonal a probability is what it says.',
    x: { label: 'probability', range: [0, 1], digits: 3 },
    y: { label: 'truly there', range: [0, 1], digits: 3 },
    diagonal: true,
    series: [{ name: 'bins', x: packed(confidence), y: packed(observed), shape: 'points' }],
  };
}

function packed(values: ArrayLike<number>): ReturnType<typeof packArray> {
  return packArray(Float64Array.from(values), [values.length]);
}
