import { createRandom, type Random } from '../../phantoms/drawing/random.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval } from '../statistics/interval.ts';
import { momentsOf } from '../statistics/moments.ts';
import type { BinaryCounts } from './binary-scores.ts';
import type { BootstrapEstimate, BootstrapOptions } from './bootstrap.ts';

/** Statistics of decisions by name; undefined where one has no value. */
export type CountStatistics = Readonly<Record<string, (counts: BinaryCounts) => number | undefined>>;

/**
 * Bootstrap of statistics of yes-or-no decisions on the same resamples, positive and negative cases resampled apart. Of P resampled
 * positive cases the hits are Binomial(P, TP / P), and likewise the false alarms, so the counts are drawn and no case is: 10,000 cases
 * cost what 100 do.
 * @returns undefined for a statistic without a value on the counts themselves or in any resample.
 * @throws Failure `option-invalid`.
 */
export function bootstrapCounts<Statistics extends CountStatistics>(
  counts: BinaryCounts,
  statistics: Statistics,
  { resamples = 1000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): Record<keyof Statistics, BootstrapEstimate | undefined> {
  wholeOption('resamples', resamples, 1);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const [positives, negatives] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  const random = createRandom(seed).fork('bootstrap of counts');
  const [hits, alarms] = [binomial(positives, truePositives), binomial(negatives, falsePositives)];
  const drawn = new Uint32Array(positives + negatives === 0 ? 0 : 2 * resamples).map((_, at) =>
    at % 2 === 0 ? hits(random) : alarms(random),
  );
  const estimates = Object.entries(statistics).map(([name, statistic]) => {
    const value = drawn.length === 0 ? undefined : statistic(counts);
    if (value === undefined) return [name, undefined];
    const replicates = new Float64Array(resamples);
    let found = 0;
    for (let at = 0; at < drawn.length; at += 2) {
      const [hit, alarm] = [drawn[at]!, drawn[at + 1]!];
      const replicate = statistic({
        truePositives: hit,
        falseNegatives: positives - hit,
        falsePositives: alarm,
        trueNegatives: negatives - alarm,
      });
      if (replicate !== undefined) replicates[found++] = replicate;
    }
    const known = replicates.subarray(0, found);
    const interval = percentileInterval(known, level);
    const standardError = momentsOf(known).deviation;
    return [name, interval && { value, interval, standardError, replicates: found }];
  });
  return Object.fromEntries(estimates) as Record<keyof Statistics, BootstrapEstimate | undefined>;
}

/** Draws from Binomial(trials, successes / trials) by its distribution function, 12 standard deviations around the mean. */
function binomial(trials: number, successes: number): (random: Random) => number {
  if (successes === 0 || successes === trials) return () => successes;
  const share = successes / trials;
  const reach = Math.ceil(12 * Math.sqrt(successes * (1 - share))) + 1;
  const [first, last] = [Math.max(0, successes - reach), Math.min(trials, successes + reach)];
  // In units of the probability of the mean, from which both sides follow by ratios.
  const weights = new Float64Array(last - first + 1);
  weights[successes - first] = 1;
  const odds = share / (1 - share);
  for (let count = successes + 1; count <= last; count++)
    weights[count - first] = weights[count - first - 1]! * ((trials - count + 1) / count) * odds;
  for (let count = successes - 1; count >= first; count--)
    weights[count - first] = (weights[count - first + 1]! * (count + 1)) / (trials - count) / odds;
  let sum = 0;
  const cumulative = weights.map(weight => (sum += weight));
  return random => {
    const at = random.uniform() * sum;
    let [low, high] = [0, weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return first + low;
  };
}
