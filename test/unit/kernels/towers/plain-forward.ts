import { sizes } from './tiny-clip.ts';
import type { Tensors } from './tiny-clip.ts';

/** Rows of numbers in double precision: a forward pass from the formulas, with no regard to speed. */
type Rows = number[][];

/** CLIP's image embedding and projected patches of pixels `[3, side, side]`. */
export function plainImage(tensors: Tensors, pixels: Float32Array): { embedding: number[]; patches: Rows } {
  const { width, patch, side, layers, heads } = sizes.vision;
  const weight = tensors.get('vision_model.embeddings.patch_embedding.weight')!.data;
  const rows: Rows = [Array.from(tensors.get('vision_model.embeddings.class_embedding')!.data)];
  for (let top = 0; top < side; top += patch)
    for (let left = 0; left < side; left += patch)
      rows.push(
        Array.from({ length: width }, (_, output) => {
          let sum = 0;
          for (let channel = 0; channel < 3; channel++)
            for (let y = 0; y < patch; y++)
              for (let x = 0; x < patch; x++)
                sum +=
                  pixels[(channel * side + top + y) * side + left + x]! *
                  weight[((output * 3 + channel) * patch + y) * patch + x]!;
          return sum;
        }),
      );
  const placed = plus(rows, table(tensors, 'vision_model.embeddings.position_embedding.weight', rows.length));
  let states = norm(tensors, 'vision_model.pre_layrnorm', placed);
  for (let layer = 0; layer < layers; layer++)
    states = block(tensors, `vision_model.encoder.layers.${layer}`, states, heads, quickGelu, false);
  const final = norm(tensors, 'vision_model.post_layernorm', states);
  const [embedding, ...patches] = linear(tensors, 'visual_projection', final);
  return { embedding: embedding!, patches };
}

/** CLIP's text embedding, read at the last id, and the states of all tokens. */
export function plainText(tensors: Tensors, ids: readonly number[]): { embedding: number[]; tokens: Rows } {
  const { layers, heads, vocabulary } = sizes.text;
  const words = table(tensors, 'text_model.embeddings.token_embedding.weight', vocabulary);
  const places = table(tensors, 'text_model.embeddings.position_embedding.weight', ids.length);
  let states = plus(
    ids.map(id => words[id]!),
    places,
  );
  for (let layer = 0; layer < layers; layer++)
    states = block(tensors, `text_model.encoder.layers.${layer}`, states, heads, gelu, true);
  const tokens = norm(tensors, 'text_model.final_layer_norm', states);
  return { embedding: linear(tensors, 'text_projection', tokens).at(-1)!, tokens };
}

function block(
  tensors: Tensors,
  name: string,
  x: Rows,
  heads: number,
  activation: (value: number) => number,
  causal: boolean,
): Rows {
  const normed = norm(tensors, `${name}.layer_norm1`, x);
  const [q, k, v] = ['q', 'k', 'v'].map(part =>
    linear(tensors, `${name}.self_attn.${part}_proj`, normed),
  ) as [Rows, Rows, Rows];
  const depth = x[0]!.length / heads;
  const mixed = x.map(() => new Array<number>(x[0]!.length).fill(0));
  for (let head = 0; head < heads; head++)
    for (let i = 0; i < x.length; i++) {
      const seen = causal ? i + 1 : x.length;
      const scores = Array.from({ length: seen }, (_, j) => {
        let dot = 0;
        for (let d = head * depth; d < (head + 1) * depth; d++) dot += q[i]![d]! * k[j]![d]!;
        return dot / Math.sqrt(depth);
      });
      const exponentials = scores.map(score => Math.exp(score - Math.max(...scores)));
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      for (let j = 0; j < seen; j++)
        for (let d = head * depth; d < (head + 1) * depth; d++)
          mixed[i]![d]! += (exponentials[j]! / total) * v[j]![d]!;
    }
  const attended = plus(x, linear(tensors, `${name}.self_attn.out_proj`, mixed));
  const inner = linear(tensors, `${name}.mlp.fc1`, norm(tensors, `${name}.layer_norm2`, attended));
  return plus(
    attended,
    linear(
      tensors,
      `${name}.mlp.fc2`,
      inner.map(row => row.map(activation)),
    ),
  );
}

const quickGelu = (x: number): number => x / (1 + Math.exp(-1.702 * x));

/** x·Φ(x), Φ by Simpson's rule: no formula for erf to get wrong. */
function gelu(x: number): number {
  const steps = 400;
  const width = x / steps;
  const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let step = 1; step < steps; step++) sum += density(step * width) * (step % 2 === 1 ? 4 : 2);
  return x * (0.5 + (sum * width) / 3);
}

function linear(tensors: Tensors, name: string, rows: Rows): Rows {
  const { data, shape } = tensors.get(`${name}.weight`)!;
  const bias = tensors.get(`${name}.bias`)?.data;
  const [outputs, inputs] = shape as [number, number];
  return rows.map(row =>
    Array.from({ length: outputs }, (_, output) => {
      let sum = bias?.[output] ?? 0;
      for (let input = 0; input < inputs; input++) sum += row[input]! * data[output * inputs + input]!;
      return sum;
    }),
  );
}

function norm(tensors: Tensors, name: string, rows: Rows): Rows {
  const weight = tensors.get(`${name}.weight`)!.data;
  const bias = tensors.get(`${name}.bias`)!.data;
  return rows.map(row => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * weight[i]! + bias[i]!);
  });
}

function table(tensors: Tensors, name: string, rows: number): Rows {
  const { data, shape } = tensors.get(name)!;
  const width = shape[1]!;
  return Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width)));
}

function plus(a: Rows, b: Rows): Rows {
  return a.map((row, i) => row.map((value, j) => value + b[i]![j]!));
}
