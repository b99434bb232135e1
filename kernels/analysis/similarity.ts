/** Rows of two sets of unit vectors that share `dim`. */
interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

/**
 * Cosine of every row of `left` with every row of `right`, both of unit length: `[left.count, right.count]`, in [-1, 1].
 * @throws RangeError if the dimensions differ: the sets come from different models.
 */
export function cosineSimilarity(left: Rows, right: Rows): Float64Array {
  if (left.dim !== right.dim)
    throw new RangeError(`embeddings of ${left.dim} and ${right.dim} dimensions cannot be compared`);
  const { dim } = left;
  const cosines = new Float64Array(left.count * right.count);
  for (let row = 0; row < left.count; row++) {
    for (let column = 0; column < right.count; column++) {
      let sum = 0;
      for (let index = 0; index < dim; index++)
        sum += left.data[row * dim + index]! * right.data[column * dim + index]!;
      cosines[row * right.count + column] = sum;
    }
  }
  return cosines;
}

/**
 * Zero-shot class probabilities from cosines `[rows, classes]`: softmax over classes of `logitScale · cosine` (survey Eq. 4), or,
 * for models trained with a sigmoid loss, `σ(logitScale · cosine + logitBias)` of each class alone (SigLIP, arXiv 2303.15343 Eq. 1).
 */
export function classProbabilities(
  cosines: Float64Array,
  classes: number,
  { logitScale, logitBias }: { readonly logitScale: number; readonly logitBias?: number | undefined },
): Float64Array {
  if (logitBias !== undefined)
    return cosines.map(cosine => 1 / (1 + Math.exp(-(logitScale * cosine + logitBias))));
  const probabilities = new Float64Array(cosines.length);
  for (let start = 0; start < cosines.length; start += classes) {
    const logits = cosines.subarray(start, start + classes).map(cosine => logitScale * cosine);
    const largest = logits.reduce((left, right) => Math.max(left, right), -Infinity);
    const powers = logits.map(logit => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    probabilities.set(
      powers.map(power => power / total),
      start,
    );
  }
  return probabilities;
}
