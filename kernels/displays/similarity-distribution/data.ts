import { pairsInBand } from '../../analysis/distributions/overlap-band.ts';
import type { CosineSample } from '../../analysis/distributions/similarity-distribution.ts';
import { quantileOf } from '../../analysis/statistics/quantile.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import {
  measures,
  type CurveKind,
  type SimilarityCurve,
  type SimilarityDistributionData,
  type SimilarityPanel,
} from '../../../webviews/protocol/similarity-distribution.ts';
import { pairList } from './answer.ts';
import { measureRows } from './measure-rows.ts';
import type { SimilarityPanelResult } from './similarity-distributions.ts';

/** Pairs that a saved picture can list without a kernel. */
const keptPairs = 200;
/** Longer names would make a notebook of 500 of them too large to open. */
const longestName = 300;
/** Cosines that are drawn one by one; more of them make a black bar. */
const fewValues = 200;
/** Points of a curve that is drawn; the kernels are at least one of them wide. */
const mostPoints = 1024;

/** What the picture is drawn from; `panels` is not empty and all have the same prompts. */
export function similarityData(panels: readonly SimilarityPanelResult[]): SimilarityDistributionData {
  const { groups, prompts, groupOf, level, resamples, randomGroups } = panels[0]!;
  return {
    groups: groups.map(shorter),
    prompts: prompts.map(shorter),
    groupOf: packArray(Uint32Array.from(groupOf), [groupOf.length]),
    panels: panels.map(panelData),
    level,
    resamples,
    randomGroups,
  };
}

function panelData(panel: SimilarityPanelResult): SimilarityPanel {
  const { name, templates, truncated, bandwidthRule, grid, within, across, reference, overlapBand } = panel;
  const every = Math.ceil(grid.length / mostPoints);
  const step = grid.length > 1 ? grid[1]! - grid[0]! : 0;
  const curves: readonly (readonly [CurveKind, string, CosineSample | undefined])[] = [
    ['within', 'within groups', within],
    ['across', 'across groups', across],
    ['reference', reference?.name ?? '', reference],
  ];
  const values = measureRows([panel]);
  return {
    name: shorter(name),
    templates: templates.map(shorter),
    truncated,
    bandwidthRule,
    grid: { low: grid[0]!, step: step * every, count: Math.ceil(grid.length / every) },
    curves: curves.flatMap(([kind, called, sample]) =>
      sample ? [curveOf(kind, called, sample, every)] : [],
    ),
    ...(values.length > 0 && {
      measures: packArray(
        Float64Array.from(
          values.flatMap(({ value, low, high, chanceLow, chanceHigh, pValue }) =>
            [value, low, high, chanceLow, chanceHigh, pValue].map(each => each ?? NaN),
          ),
        ),
        [measures.length, 6],
      ),
    }),
    ...(panel.separation === undefined && { problem: problemOf(panel) }),
    ...(overlapBand && {
      band: { ...overlapBand, kept: pairList(pairsInBand(panel, overlapBand), keptPairs) },
    }),
  };
}

function curveOf(kind: CurveKind, name: string, sample: CosineSample, every: number): SimilarityCurve {
  const ascending = sample.pairs.cosine.toSorted();
  const density = Float32Array.from(sample.density.filter((_, at) => at % every === 0));
  return {
    kind,
    name,
    count: sample.count,
    mean: sample.mean,
    deviation: sample.deviation,
    bandwidth: sample.bandwidth,
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(share => quantileOf(ascending, share)),
    ...(ascending.length <= fewValues && {
      values: packArray(Float32Array.from(ascending), [ascending.length]),
    }),
    density: packArray(density, [density.length]),
  };
}

function problemOf({ within }: SimilarityPanelResult): string {
  return within === undefined
    ? 'No group has two prompts, so there is nothing within groups to compare. Give at least one group a second prompt.'
    : 'There is one group, so there is nothing across groups to compare. Give a second group.';
}

function shorter(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
}
