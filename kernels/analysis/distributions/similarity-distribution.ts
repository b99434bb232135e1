import { shareOption, wholeOption } from '../statistics/checked.ts';
import type { Interval } from '../statistics/interval.ts';
import { momentsOf, type Moments } from '../statistics/moments.ts';
import { commonRule, type BandwidthRule } from './bandwidth.ts';
import { densityOf, gridFor, gridValues, type Grid } from './density.ts';
import { groupMargins, type GroupMargin } from './margins.ts';
import { overlapBand, type Band } from './overlap-band.ts';
import {
  promptPairs,
  requireComparable,
  type EmbeddingGroup,
  type GroupedPrompts,
  type Pairs,
} from './pairs.ts';
import {
  chanceSeparation,
  separationIntervals,
  type ChanceSeparation,
  type SeparationName,
} from './resampling.ts';
import { separationOf, smoothingOf, sortedPairs, type Separation } from './separation.ts';

export interface SimilarityDistributionOptions {
  /** Resamples over prompts for the intervals; 0, the default, makes none. 1,000 is usual. */
  readonly resamples?: number;
  /** Random assignments of prompts to groups for the chance level; 0, the default, makes none. */
  readonly randomGroups?: number;
  /** Of intervals and chance ranges, default 0.95. */
  readonly level?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Prompts that have nothing to do with the groups, such as everyday ones: how alike the model finds any two texts. */
  readonly reference?: EmbeddingGroup;
}

/** Cosines of one kind of pair, and the curve drawn of them. */
export interface CosineSample extends Moments {
  readonly pairs: Pairs;
  /** Standard deviation of the Gaussian kernel, in units of cosine. */
  readonly bandwidth: number;
  /** `[grid]`, per unit of cosine, area 1. */
  readonly density: Float64Array;
}

/** Everything behind a picture like survey Fig. 16: how alike a text encoder finds prompts of one group and of different ones. */
export interface SimilarityDistribution extends GroupedPrompts {
  /** Ascending cosines at which the densities are given. */
  readonly grid: Float64Array;
  /** One rule for all curves: Improved Sheather-Jones, or Silverman's where a side has under 50 pairs or 30 distinct values. */
  readonly bandwidthRule: BandwidthRule;
  /** Undefined if no group has two prompts. */
  readonly within?: CosineSample;
  /** Undefined if there is one group. */
  readonly across?: CosineSample;
  /** Undefined unless both kinds of pairs exist. */
  readonly separation?: Separation;
  readonly intervals?: Readonly<Record<SeparationName, Interval | undefined>>;
  readonly chance?: Readonly<Record<SeparationName, ChanceSeparation | undefined>>;
  /** Where the two curves overlap: the middle nine tenths of the area under both. Undefined if they do not. */
  readonly overlapBand?: Band;
  readonly margins: readonly GroupMargin[];
  /** Pairs of the reference prompts among themselves. */
  readonly reference?: CosineSample & { readonly name: string; readonly prompts: readonly string[] };
  readonly resamples: number;
  readonly randomGroups: number;
  readonly level: number;
  readonly seed: number;
}

/**
 * Similarity of prompts within and across groups (survey Fig. 16): all pairs, one curve each by Gaussian kernels with reflection at
 * ±1, how far the curves stand apart, and what chance would give.
 * @throws Failure `embeddings-differ`, `embedding-invalid`, `pairs-too-few`, `option-invalid`.
 */
export function similarityDistribution(
  groups: readonly EmbeddingGroup[],
  options: SimilarityDistributionOptions = {},
): SimilarityDistribution {
  const steps = similarityDistributionInSteps(groups, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The same a step at a time, for work that is not to hold up all else: yields after every resample and every random grouping, so
 * `resamples + randomGroups` times where both kinds of pairs exist.
 */
export function* similarityDistributionInSteps(
  groups: readonly EmbeddingGroup[],
  options: SimilarityDistributionOptions = {},
): Generator<void, SimilarityDistribution> {
  const { resamples = 0, randomGroups = 0, level = 0.95, seed = 0, reference } = options;
  wholeOption('resamples', resamples, 0);
  wholeOption('randomGroups', randomGroups, 0);
  shareOption('level', level);
  const { within, across, ...prompts } = promptPairs(groups);
  const unrelated = reference && promptPairs([reference]);
  if (reference) requireComparable([...groups, reference]);

  const samples = [within, across, ...(unrelated ? [unrelated.within] : [])].filter(
    ({ cosine }) => cosine.length > 0,
  );
  const ascending = samples.map(({ cosine }) => cosine.toSorted());
  const { rule, bandwidths } = commonRule(ascending);
  const grid = gridFor(
    Math.min(...ascending.map(values => values[0]!)),
    Math.max(...ascending.map(values => values.at(-1)!)),
    bandwidths,
  );
  const sampleOf = (pairs: Pairs): CosineSample | undefined => {
    const at = samples.indexOf(pairs);
    return at < 0 ? undefined : curve(pairs, bandwidths[at]!, grid);
  };
  const [inside, outside] = [sampleOf(within), sampleOf(across)];
  const compared =
    inside &&
    outside &&
    (yield* compare(inside, outside, prompts.groupOf, grid, { resamples, randomGroups, level, seed }));
  const unrelatedSample = unrelated && sampleOf(unrelated.within);
  return {
    ...prompts,
    grid: gridValues(grid),
    bandwidthRule: rule,
    ...(inside && { within: inside }),
    ...(outside && { across: outside }),
    ...compared,
    margins: groupMargins({ ...prompts, within, across }),
    ...(unrelatedSample && {
      reference: { ...unrelatedSample, name: reference.name, prompts: unrelated.prompts },
    }),
    resamples,
    randomGroups,
    level,
    seed,
  };
}

function* compare(
  within: CosineSample,
  across: CosineSample,
  groupOf: Uint32Array,
  grid: Grid,
  {
    resamples,
    randomGroups,
    level,
    seed,
  }: Required<Pick<SimilarityDistributionOptions, 'resamples' | 'randomGroups' | 'level' | 'seed'>>,
): Generator<
  void,
  Partial<Pick<SimilarityDistribution, 'separation' | 'intervals' | 'chance' | 'overlapBand'>>
> {
  const smoothing = smoothingOf(grid, { within: within.bandwidth, across: across.bandwidth });
  const pairs = sortedPairs(within.pairs, across.pairs);
  const times = new Float64Array(groupOf.length).fill(1);
  const separation = separationOf(pairs, { times, groupOf }, smoothing);
  if (separation === undefined) return {};
  const band = overlapBand(within.density, across.density, grid);
  return {
    separation,
    ...(resamples > 0 && {
      intervals: yield* separationIntervals(pairs, groupOf, smoothing, { resamples, seed, level }),
    }),
    ...(randomGroups > 0 && {
      chance: yield* chanceSeparation(pairs, groupOf, separation, smoothing, {
        resamples: randomGroups,
        seed,
        level,
      }),
    }),
    ...(band && { overlapBand: band }),
  };
}

function curve(pairs: Pairs, bandwidth: number, grid: Grid): CosineSample {
  return { pairs, bandwidth, ...momentsOf(pairs.cosine), density: densityOf(pairs.cosine, bandwidth, grid) };
}
