import type { Embeddings } from '../../clip/embeddings/embeddings.ts';
import { failure } from '../../protocol/failures/index.ts';
import { dot, requireSameModel, unitRows } from '../embedding-space/unit-rows.ts';

/** Embeddings under one name, such as the diseases of an organ. */
export interface EmbeddingGroup {
  readonly name: string;
  readonly embeddings: Pick<Embeddings, 'data' | 'count' | 'dim' | 'ids'> &
    Partial<Pick<Embeddings, 'model'>>;
}

/** The rows of all groups, one group after the other. */
export interface GroupedPrompts {
  readonly groups: readonly string[];
  /** `[prompts]`, the ids of the embeddings. */
  readonly prompts: readonly string[];
  /** `[prompts]`, index into `groups`. */
  readonly groupOf: Uint32Array;
}

/** Pairs of different prompts with their cosine; three columns of equal length. */
export interface Pairs {
  /** In [-1, 1]. */
  readonly cosine: Float64Array;
  /** Index into `prompts`, below `right`. */
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/**
 * Every pair of different prompts once: `within` pairs share a group, `across` pairs do not (survey Fig. 16). Rows need not have
 * unit length; lengths are divided out.
 * @throws Failure `embeddings-differ` if groups come from different models, `embedding-invalid` for a row of zeros or with NaN,
 * `pairs-too-few` below two prompts.
 */
export function promptPairs(groups: readonly EmbeddingGroup[]): GroupedPrompts & {
  readonly within: Pairs;
  readonly across: Pairs;
} {
  const prompts = groups.flatMap(({ embeddings }) => embeddings.ids.slice(0, embeddings.count));
  if (prompts.length < 2)
    throw failure('pairs-too-few', { groups: groups.map(({ name }) => name).join(', ') || 'no groups' });
  const groupOf = Uint32Array.from(
    groups.flatMap(({ embeddings }, group) => Array.from({ length: embeddings.count }, () => group)),
  );
  requireComparable(groups);
  const rows = groups.flatMap(({ embeddings }) => unitRows(embeddings));
  const within = columns(rows.length, (left, right) => groupOf[left] === groupOf[right]);
  const across = columns(rows.length, (left, right) => groupOf[left] !== groupOf[right]);
  return {
    groups: groups.map(({ name }) => name),
    prompts,
    groupOf,
    within: { ...within, cosine: cosines(rows, within) },
    across: { ...across, cosine: cosines(rows, across) },
  };
}

/** @throws Failure `embeddings-differ` if groups have different dimensions or come from models of different digests. */
export function requireComparable(groups: readonly EmbeddingGroup[]): void {
  groups.forEach((group, index) => {
    for (const earlier of groups.slice(0, index))
      requireSameModel(earlier.embeddings, group.embeddings, [earlier.name, group.name]);
  });
}

function columns(count: number, holds: (left: number, right: number) => boolean): Omit<Pairs, 'cosine'> {
  const left: number[] = [];
  const right: number[] = [];
  for (let one = 0; one < count; one++)
    for (let other = one + 1; other < count; other++)
      if (holds(one, other)) {
        left.push(one);
        right.push(other);
      }
  return { left: Uint32Array.from(left), right: Uint32Array.from(right) };
}

function cosines(rows: readonly Float64Array[], { left, right }: Omit<Pairs, 'cosine'>): Float64Array {
  return Float64Array.from(left, (one, pair) =>
    Math.max(-1, Math.min(1, dot(rows[one]!, rows[right[pair]!]!))),
  );
}
