import { createRandom } from '../../phantoms/drawing/random.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { BootstrapOptions } from '../metrics/bootstrap.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval, type Interval } from '../statistics/interval.ts';

/** An F1 with the range that resampled images give it. */
export interface LabelEstimate {
  /** In [0, 1]; undefined where the finding is in neither set. */
  readonly value: number | undefined;
  readonly interval: Interval | undefined;
  /** Mean of the same reports dealt to the images at random: what the frequencies of the findings give alone. */
  readonly dealt: number | undefined;
}

/** F1 of the findings that reports name, with intervals. */
export interface ReportLabelEstimates {
  readonly micro: LabelEstimate;
  /** Mean over the findings that are in either set. */
  readonly macro: LabelEstimate;
  readonly perFinding: readonly (LabelEstimate & {
    readonly finding: string;
    /** Images that show it. */
    readonly support: number;
    /** Reports that name it. */
    readonly named: number;
    /** Reports that name it rightly. */
    readonly right: number;
  })[];
}

/**
 * The scores of `reportLabelScores` with percentile intervals of a bootstrap over images, and what reports dealt at random reach.
 * @param predicted `[reports]`, findings of each.
 * @param truth `[reports]`.
 * @param findings those that count.
 * @throws Failure `values-empty`, `values-unequal`, `option-invalid`.
 */
export function reportLabelEstimates(
  predicted: readonly (readonly string[])[],
  truth: readonly (readonly string[])[],
  findings: readonly string[],
  { resamples = 1000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): ReportLabelEstimates {
  wholeOption('resamples', resamples, 1);
  if (findings.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  if (predicted.length === 0) throw failure('values-empty', { what: 'the list of reports' });
  if (predicted.length !== truth.length)
    throw failure('values-unequal', {
      left: 'labels of generated reports',
      leftCount: predicted.length,
      right: 'labels of true reports',
      rightCount: truth.length,
    });
  const count = predicted.length;
  const [said, there] = [maskOf(predicted, findings), maskOf(truth, findings)];
  const all = Uint32Array.from({ length: count }, (_, at) => at);
  const random = createRandom(seed).fork('bootstrap of reports');
  const drawn = new Uint32Array(count);
  const resampled = Array.from({ length: resamples }, () => {
    for (let at = 0; at < count; at++) drawn[at] = Math.floor(random.uniform() * count);
    return scoresOf(said, there, findings.length, drawn, drawn);
  });
  const dealing = createRandom(seed).fork('reports dealt at random');
  const deals = Array.from({ length: 100 }, () =>
    scoresOf(said, there, findings.length, dealing.shuffled([...all]), all),
  );
  const own = scoresOf(said, there, findings.length, all, all);
  const estimate = (of: (scores: FindingScoresOfReports) => number | undefined): LabelEstimate => ({
    value: of(own),
    interval:
      of(own) === undefined
        ? undefined
        : percentileInterval(
            resampled.map(of).filter(value => value !== undefined),
            level,
          ),
    dealt: meanOf(deals.map(of)),
  });
  return {
    micro: estimate(({ micro }) => micro),
    macro: estimate(({ perFinding }) => meanOf(perFinding)),
    perFinding: findings.map((finding, at) => ({
      finding,
      ...estimate(({ perFinding }) => perFinding[at]),
      support: own.support[at]!,
      named: own.named[at]!,
      right: own.right[at]!,
    })),
  };
}

interface FindingScoresOfReports {
  readonly micro: number | undefined;
  /** `[findings]` */
  readonly perFinding: readonly (number | undefined)[];
  readonly support: Uint32Array;
  readonly named: Uint32Array;
  readonly right: Uint32Array;
}

/** F1 of report `said[i]` against image `there[i]`. */
function scoresOf(
  saidMask: Uint8Array,
  thereMask: Uint8Array,
  findings: number,
  said: ArrayLike<number>,
  there: ArrayLike<number>,
): FindingScoresOfReports {
  const [support, named, right] = [
    new Uint32Array(findings),
    new Uint32Array(findings),
    new Uint32Array(findings),
  ];
  for (let report = 0; report < said.length; report++) {
    const [one, other] = [said[report]! * findings, there[report]! * findings];
    for (let at = 0; at < findings; at++) {
      named[at]! += saidMask[one + at]!;
      support[at]! += thereMask[other + at]!;
      right[at]! += saidMask[one + at]! & thereMask[other + at]!;
    }
  }
  const f1 = (hits: number, both: number): number | undefined => (both === 0 ? undefined : (2 * hits) / both);
  const sum = (counts: Uint32Array): number => counts.reduce((total, each) => total + each, 0);
  return {
    micro: f1(sum(right), sum(named) + sum(support)),
    perFinding: Array.from(right, (hits, at) => f1(hits, named[at]! + support[at]!)),
    support,
    named,
    right,
  };
}

/** `[reports, findings]`, 1 where a finding is listed. */
function maskOf(lists: readonly (readonly string[])[], findings: readonly string[]): Uint8Array {
  return Uint8Array.from(lists.flatMap(list => findings.map(finding => Number(list.includes(finding)))));
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
