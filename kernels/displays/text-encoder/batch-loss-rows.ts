import type { EncodedBatch, TargetLoss } from './batch-loss.ts';

/** The loss of a batch under one kind of target, in nats. */
export interface LossRow {
  readonly targets: string;
  /** Images find their texts: survey Eq. 1. */
  readonly image: number;
  /** Texts find their images: Eq. 2. */
  readonly text: number;
  /** Half the sum: Eq. 3. */
  readonly total: number;
  /** The lowest that these targets allow. */
  readonly lowest: number;
  /** `total` − `lowest`: what training could still take away. */
  readonly excess: number;
  /** What a model that tells nothing apart gets: ln n. */
  readonly chance: number;
}

/** What one pair costs. */
export interface CostRow {
  readonly pair: number;
  readonly image: string;
  readonly report: string;
  /** Half the sum of the cross-entropies of its image and its report, in nats. */
  readonly cost: number;
  /** In [0, 1]: probability that the image gives its own report. */
  readonly 'own report': number;
  /** The pair whose report the image prefers among the others. */
  readonly mistaken: number;
  readonly 'nearest other report': string;
  /** In [0, 1]. */
  readonly 'its probability': number;
  /** Cosine of the two reports: near 1, the mistake is none. */
  readonly 'reports alike': number;
}

/** One row a kind of target. */
export function lossRows(losses: readonly TargetLoss[]): LossRow[] {
  const chance = Math.log(losses[0]!.loss.perPair.length);
  return losses.map(({ name, loss, floor }) => ({
    targets: name,
    image: loss.image,
    text: loss.text,
    total: loss.total,
    lowest: floor,
    excess: Math.max(0, loss.total - floor),
    chance,
  }));
}

/** One row a pair, those that cost most first. */
export function costRows(
  { images, reports, cosines, logitScale, reportSimilarity }: Omit<EncodedBatch, 'thumbnails'>,
  losses: readonly TargetLoss[],
): CostRow[] {
  const count = reports.length;
  const probability = softmaxRows(cosines, count, logitScale);
  const { perPair, costliest } = losses[0]!.loss;
  return Array.from(costliest, pair => {
    const own = probability.subarray(pair * count, (pair + 1) * count);
    let mistaken = pair === 0 ? 1 : 0;
    own.forEach((value, other) => {
      if (other !== pair && value > own[mistaken]!) mistaken = other;
    });
    return {
      pair,
      image: images[pair]!,
      report: reports[pair]!,
      cost: perPair[pair]!,
      'own report': own[pair]!,
      mistaken,
      'nearest other report': reports[mistaken]!,
      'its probability': own[mistaken]!,
      'reports alike': reportSimilarity[pair * count + mistaken]!,
    };
  });
}

/** Softmax of each row of `[count, count]` cosines, scaled. */
export function softmaxRows(cosines: Float64Array, count: number, logitScale: number): Float64Array {
  const result = new Float64Array(cosines.length);
  for (let start = 0; start < cosines.length; start += count) {
    const logits = cosines.subarray(start, start + count).map(cosine => logitScale * cosine);
    const largest = logits.reduce((left, right) => Math.max(left, right), -Infinity);
    const powers = logits.map(logit => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    result.set(
      powers.map(power => power / total),
      start,
    );
  }
  return result;
}
