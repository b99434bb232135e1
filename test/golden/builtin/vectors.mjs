// Prompts as vectors, and the few sums the sections share.

/** Encodes every distinct prompt once; returns a function from prompts to the unit mean of their vectors (clip-facts §C1). */
export async function promptVectors(clip, prompts) {
  const texts = await clip.encodeText([...new Set(prompts)]);
  const rows = new Map(texts.ids.map((id, row) => [id, rowOf(texts, row)]));
  return ensemble => {
    const sum = new Float32Array(texts.dim);
    for (const prompt of ensemble) rows.get(prompt).forEach((value, index) => (sum[index] += value));
    const length = Math.sqrt(dot(sum, sum));
    return sum.map(value => value / length);
  };
}

export function dot(left, right) {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index] * right[index];
  return sum;
}

export function rowOf({ data, dim }, row) {
  return data.subarray(row * dim, (row + 1) * dim);
}

/** All of `images` as rows; an image that cannot be read fails the evaluation. */
export async function imageVectors(clip, images) {
  const found = await clip.encodeImage(images);
  if (found.failures.length > 0) throw found.failures[0].failure;
  return images.map((_, row) => rowOf(found, row));
}
