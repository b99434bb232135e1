import { failure } from '../../protocol/failures/index.ts';
import type { CosineNeighbors } from './cosine-neighbors.ts';

/** How far two models have the same nearest neighbours. */
export interface NeighborAgreement {
  /** Neighbours of a point that are compared. */
  readonly k: number;
  /** `[count]`, share of the k nearest that are the same in both, in [0, 1]. */
  readonly shared: Float64Array;
  /** Mean of `shared`. */
  readonly meanShared: number;
  /** Mean of the Jaccard index, common neighbours over neighbours in either, in [0, 1]. */
  readonly jaccard: number;
  /** `meanShared` of two models that know nothing of each other: k / (count − 1). */
  readonly chance: number;
}

/**
 * Compares the nearest neighbours of the same points in two embeddings, in the full spaces, before any layout; of the lesser number of
 * neighbours if they differ.
 * @throws Failure `values-unequal` if the numbers of points differ, `values-empty` without neighbours.
 */
export function neighborAgreement(left: CosineNeighbors, right: CosineNeighbors): NeighborAgreement {
  if (left.count !== right.count)
    throw failure('values-unequal', {
      left: 'the first embedding',
      leftCount: left.count,
      right: 'the second',
      rightCount: right.count,
    });
  const k = Math.min(left.k, right.k);
  if (k === 0 || left.count < 2) throw failure('values-empty', { what: 'the list of neighbours' });
  const shared = Float64Array.from({ length: left.count }, (_, point) => {
    const near = new Set(left.indices.subarray(point * left.k, point * left.k + k));
    return (
      right.indices.subarray(point * right.k, point * right.k + k).filter(each => near.has(each)).length / k
    );
  });
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    k,
    shared,
    meanShared: mean(shared),
    jaccard: mean(shared.map(share => share / (2 - share))),
    chance: k / (left.count - 1),
  };
}
