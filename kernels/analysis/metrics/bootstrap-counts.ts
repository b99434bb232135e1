import { createRandom, type Random } from '../../phantoms/drawing/random.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval } from '../statistics/interval.ts';
import { momentsOf } from '../statistics/moments.ts';
import { scoresOfCounts, type BinaryCounts, type BinaryScores } from './binary-scores.ts';
import type { BootstrapEstimate, BootstrapOptions } from './bootstrap.ts';

/**
 * Bootstrap of a statistic of yes-or-no decisions, positive and negative cases resampled apart. Of P resampled positive cases the hits
 * are Binomial(P, TP / P), and likewise the false alarms, so the counts are drawn and no case is: 10,000 cases cost what 100 do.
 * @returns undefined if the statistic has no value on the counts themselves or in any resample.
 * @throws Failure `option-invalid`.
 */
export function bootstrapCounts(
  counts: BinaryCounts,
  statistic: (scores: BinaryScores) => number | undefined,
  { resamples = 1000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): BootstrapEstimate | undefined {
  wholeOption('resamples', resamples, 1);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const [positives, negatives] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  if (positives + negatives === 0) return undefined;
  const value = statistic(scoresOfCounts(counts));
  if (value === undefined) return undefined;
  const random = createRandom(seed).fork('bootstrap of counts');
  const [hits, alarms] = [binomial(positives, truePositives), binomial(negatives, falsePositives)];
  const replicates: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const [drawnHits, drawnAlarms] = [hits(random), alarms(random)];
    const replicate = statistic(
      scoresOfCounts({
        truePositives: drawnHits,
        falseNegatives: positives - drawnHits,
        falsePositives: drawnAlarms,
        trueNegatives: negatives - drawnAlarms,
      }),
    );
    if (replicate !== undefined) replicates.push(replicate);
  }
  const interval = percentileInterval(replicates, level);
  return (
    interval && {
      value,
      interval,
      standardError: momentsOf(Float64Array.from(replicates)).deviation,
      replicates: replicates.length,
    }
  );
}

/** Draws from Binomial(trials, successes / trials) by its distribution function. */
function binomial(trials: number, successes: number): (random: Random) => number {
  if (successes === 0 || successes === trials) return () => successes;
  const share = successes / trials;
  const cumulative = new Float64Array(trials + 1);
  let logarithm = trials * Math.log1p(-share);
  let sum = 0;
  for (let count = 0; count <= trials; count++) {
    if (count > 0) logarithm += Math.log(((trials - count + 1) / count) * (share / (1 - share)));
    sum += Math.exp(logarithm);
    cumulative[count] = sum;
  }
  return random => {
    const at = random.uniform() * sum;
    let [low, high] = [0, trials];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
