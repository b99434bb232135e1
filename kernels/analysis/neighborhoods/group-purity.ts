import type { CosineNeighbors } from './cosine-neighbors.ts';

export interface GroupPurity {
  readonly size: number;
  /** Mean share of a member's nearest neighbours that are members too, in [0, 1]; of no more neighbours than there are other members. */
  readonly share: number;
  /** The same if every other point were equally near, as one-hot vectors are: (size − 1) / (count − 1). */
  readonly chance: number;
}

/**
 * How much each of `groups` groups keeps to itself, before any layout.
 * @param groupOf The group of each row, `[count]`.
 */
export function groupPurity(
  { count, k, indices }: CosineNeighbors,
  groupOf: Uint32Array,
  groups: number,
): GroupPurity[] {
  const sizes = new Float64Array(groups);
  const shares = new Float64Array(groups);
  for (let row = 0; row < count; row++) sizes[groupOf[row]!]!++;
  for (let row = 0; row < count; row++) {
    const group = groupOf[row]!;
    const most = Math.min(k, sizes[group]! - 1);
    let own = 0;
    for (let at = row * k; at < row * k + most; at++) if (groupOf[indices[at]!] === group) own++;
    shares[group]! += most === 0 ? 0 : own / most;
  }
  return Array.from(sizes, (size, group) => ({
    size,
    share: size === 0 ? 0 : shares[group]! / size,
    chance: size === 0 || count < 2 ? 0 : (size - 1) / (count - 1),
  }));
}
