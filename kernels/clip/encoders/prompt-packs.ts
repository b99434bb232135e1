/**
 * Prompts for a causal text tower, laid out so that no token is computed twice and none is padding.
 *
 * Under a causal mask a token's state depends only on the tokens before it. Prompts that begin alike ("a photo of a …")
 * therefore share the states of their common beginning, and nothing after the end token can matter. A pack is a forest of
 * prompts written as one sequence: each token carries its position in its own prompt and attends to its own ancestors only.
 * The result is the same as running every prompt alone.
 */
export interface PromptPack {
  /** Token ids, `[length]`. */
  readonly ids: readonly number[];
  /** Position of each token in its prompt, `[length]`. */
  readonly positions: readonly number[];
  /** Index of the token before it in its prompt, −1 for the first, `[length]`. */
  readonly parents: readonly number[];
  /** For each prompt of the pack: its index in the input, and where its last token stands. */
  readonly prompts: readonly { readonly index: number; readonly end: number }[];
}

/**
 * Packs prompts (ids with start and end tokens, no padding, none empty) into sequences of at most `budget` tokens;
 * a single prompt longer than that gets a pack of its own.
 */
export function packPrompts(sequences: readonly (readonly number[])[], budget: number): PromptPack[] {
  const order = sequences
    .map((_, index) => index)
    .sort((left, right) => compare(sequences[left]!, sequences[right]!));
  const packs: PromptPack[] = [];
  let pack = emptyPack();
  let path: number[] = [];
  let previous: readonly number[] = [];
  for (const index of order) {
    const sequence = sequences[index]!;
    let shared = commonPrefix(previous, sequence);
    if (pack.ids.length > 0 && pack.ids.length + sequence.length - shared > budget) {
      packs.push(pack);
      pack = emptyPack();
      path = [];
      shared = 0;
    }
    path = path.slice(0, shared);
    for (let position = shared; position < sequence.length; position++) {
      pack.parents.push(position === 0 ? -1 : path[position - 1]!);
      path.push(pack.ids.push(sequence[position]!) - 1);
      pack.positions.push(position);
    }
    pack.prompts.push({ index, end: path[sequence.length - 1]! });
    previous = sequence;
  }
  if (pack.ids.length > 0) packs.push(pack);
  return packs;
}

/** Additive attention mask `[length, length]`: 0 where a token may look (itself and its ancestors), −10000 elsewhere. */
export function attentionBias(pack: PromptPack): Float32Array {
  const length = pack.ids.length;
  // exp(−10000) is exactly 0 in float32, and the number also exists in float16.
  const bias = new Float32Array(length * length).fill(-10_000);
  for (let token = 0; token < length; token++) {
    for (let ancestor = token; ancestor >= 0; ancestor = pack.parents[ancestor]!)
      bias[token * length + ancestor] = 0;
  }
  return bias;
}

/** Indices in the pack of the tokens of the prompt that ends at `end`, first to last. */
export function pathTo(pack: PromptPack, end: number): number[] {
  const path: number[] = [];
  for (let token = end; token >= 0; token = pack.parents[token]!) path.push(token);
  return path.reverse();
}

interface GrowingPack {
  ids: number[];
  positions: number[];
  parents: number[];
  prompts: { index: number; end: number }[];
}

function emptyPack(): GrowingPack {
  return { ids: [], positions: [], parents: [], prompts: [] };
}

function compare(left: readonly number[], right: readonly number[]): number {
  const shared = commonPrefix(left, right);
  return (left[shared] ?? -1) - (right[shared] ?? -1);
}

function commonPrefix(left: readonly number[], right: readonly number[]): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  return length;
}
