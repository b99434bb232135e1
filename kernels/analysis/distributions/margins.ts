import type { GroupedPrompts, Pairs } from './pairs.ts';

/** One pair of prompts. */
export interface PromptPair {
  /** Indices into `prompts`. */
  readonly left: number;
  readonly right: number;
  readonly cosine: number;
  readonly kind: 'within' | 'across';
}

/** How one group stands to the others. */
export interface GroupMargin {
  readonly group: string;
  /** Prompts of the group. */
  readonly count: number;
  /** The two prompts of the group that are least alike; undefined for a group of one. */
  readonly farthestWithin?: PromptPair;
  /** The prompt of the group and the one of another that are most alike; undefined if there is no other. */
  readonly nearestAcross?: PromptPair;
  /**
   * Worst-pair margin: smallest cosine within the group − largest across, in [-2, 2]. Above 0 no threshold confuses the group.
   * Undefined where one side has no pair.
   */
  readonly margin?: number;
}

/** The worst-pair margin of every group. */
export function groupMargins({
  groups,
  groupOf,
  within,
  across,
}: GroupedPrompts & { readonly within: Pairs; readonly across: Pairs }): GroupMargin[] {
  const counts = groups.map(() => 0);
  groupOf.forEach(group => (counts[group] = counts[group]! + 1));
  const farthest = new Map<number, PromptPair>();
  within.cosine.forEach((cosine, pair) => {
    const group = groupOf[within.left[pair]!]!;
    if (cosine < (farthest.get(group)?.cosine ?? Infinity))
      farthest.set(group, pairAt(within, pair, 'within'));
  });
  const nearest = new Map<number, PromptPair>();
  across.cosine.forEach((cosine, pair) => {
    for (const prompt of [across.left[pair]!, across.right[pair]!]) {
      const group = groupOf[prompt]!;
      if (cosine > (nearest.get(group)?.cosine ?? -Infinity))
        nearest.set(group, pairAt(across, pair, 'across'));
    }
  });
  return groups.map((group, index) => {
    const [farthestWithin, nearestAcross] = [farthest.get(index), nearest.get(index)];
    return {
      group,
      count: counts[index]!,
      ...(farthestWithin && { farthestWithin }),
      ...(nearestAcross && { nearestAcross }),
      ...(farthestWithin && nearestAcross && { margin: farthestWithin.cosine - nearestAcross.cosine }),
    };
  });
}

/** Row `pair` of a table of pairs. */
export function pairAt(pairs: Pairs, pair: number, kind: PromptPair['kind']): PromptPair {
  return { left: pairs.left[pair]!, right: pairs.right[pair]!, cosine: pairs.cosine[pair]!, kind };
}
