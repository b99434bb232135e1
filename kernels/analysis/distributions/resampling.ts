import { createRandom } from '../../phantoms/drawing/random.ts';
import { percentileInterval, type Interval } from '../statistics/interval.ts';
import type { Pairs } from './pairs.ts';
import { separationOf, type Separation, type Smoothing } from './separation.ts';

export type SeparationName = keyof Separation;

export interface ResamplingOptions {
  readonly resamples: number;
  readonly seed: number;
  /** Of the intervals, such as 0.95. */
  readonly level: number;
}

/** What separation chance alone gives. */
export interface ChanceSeparation {
  readonly interval: Interval;
  /** Mean over the random assignments. */
  readonly mean: number;
  /**
   * Share of assignments that separate at least as well as the true one, counted with it (Phipson and Smyth 2010), in (0, 1]:
   * larger is better, but for `overlap`, where smaller is, and `meanAcross`, where smaller is.
   */
  readonly pValue: number;
}

/**
 * Percentile intervals by a bootstrap over prompts, not over pairs, which depend on each other through shared prompts: each
 * resample draws as many prompts of every group with replacement, and a pair counts as often as both its prompts were drawn,
 * multiplied. A prompt makes no pair with its own copy. Bandwidths stay those of the whole sample. Resamples without pairs on
 * one side are left out; an entry is undefined if none is left. Yields after every resample.
 */
export function* separationIntervals(
  pairs: Pairs,
  groupOf: Uint32Array,
  smoothing: Smoothing,
  { resamples, seed, level }: ResamplingOptions,
): Generator<void, Readonly<Record<SeparationName, Interval | undefined>>> {
  const members = membersOf(groupOf);
  const random = createRandom(seed).fork('bootstrap over prompts');
  const times = new Float64Array(groupOf.length);
  const replicates: Separation[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0);
    for (const group of members)
      for (let draw = 0; draw < group.length; draw++) {
        const prompt = group[Math.floor(random.uniform() * group.length)]!;
        times[prompt] = times[prompt]! + 1;
      }
    const replicate = separationOf(pairs, { times, groupOf }, smoothing);
    if (replicate) replicates.push(replicate);
    yield;
  }
  return mapNames(name => percentileInterval(finite(replicates, name), level));
}

/**
 * Separation under random groups: prompts are dealt to groups of the same sizes at random (a permutation test), so that whatever
 * separation remains is chance. Entries are undefined if no assignment has pairs on both sides. Yields after every assignment.
 */
export function* chanceSeparation(
  pairs: Pairs,
  groupOf: Uint32Array,
  observed: Separation,
  smoothing: Smoothing,
  { resamples, seed, level }: ResamplingOptions,
): Generator<void, Readonly<Record<SeparationName, ChanceSeparation | undefined>>> {
  const random = createRandom(seed).fork('random groups');
  const times = new Float64Array(groupOf.length).fill(1);
  const dealt = Uint32Array.from(groupOf);
  const replicates: Separation[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let last = dealt.length - 1; last > 0; last--) {
      const other = Math.floor(random.uniform() * (last + 1));
      const group = dealt[last]!;
      dealt[last] = dealt[other]!;
      dealt[other] = group;
    }
    const replicate = separationOf(pairs, { times, groupOf: dealt }, smoothing);
    if (replicate) replicates.push(replicate);
    yield;
  }
  return mapNames(name => {
    const values = finite(replicates, name);
    const interval = percentileInterval(values, level);
    if (interval === undefined) return undefined;
    const smallerIsBetter = name === 'overlap' || name === 'meanAcross';
    const asGood = values.filter(value =>
      smallerIsBetter ? value <= observed[name] : value >= observed[name],
    ).length;
    return {
      interval,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      pValue: (1 + asGood) / (1 + values.length),
    };
  });
}

const names: readonly SeparationName[] = [
  'auroc',
  'overlap',
  'jensenShannon',
  'wasserstein',
  'dPrime',
  'meanWithin',
  'meanAcross',
];

function mapNames<Value>(valueOf: (name: SeparationName) => Value): Record<SeparationName, Value> {
  return Object.fromEntries(names.map(name => [name, valueOf(name)])) as Record<SeparationName, Value>;
}

function finite(replicates: readonly Separation[], name: SeparationName): number[] {
  return replicates.map(replicate => replicate[name]).filter(Number.isFinite);
}

function membersOf(groupOf: Uint32Array): number[][] {
  const members: number[][] = [];
  groupOf.forEach((group, prompt) => (members[group] ??= []).push(prompt));
  return members.filter(group => group.length > 0);
}
