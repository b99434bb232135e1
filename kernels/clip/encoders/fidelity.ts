import type { Precision } from '../families/model.ts';
import { openTower, type LoadedTower, type Runtime } from './runtime.ts';
import { runTexts, textEncoder } from './text-batches.ts';

/** Cosine between the embeddings of a reduced precision and those of fp32, over a fixed probe set. */
export interface Fidelity {
  readonly precision: Precision;
  readonly image: { readonly minimum: number; readonly mean: number };
  readonly text: { readonly minimum: number; readonly mean: number };
}

/** Prompts of several lengths and subjects; what they say matters less than that they differ. */
const probePrompts = [
  'a photo of a cat',
  'pneumonia',
  'no evidence of pneumothorax',
  'a chest X-ray of a 63-year-old woman, frontal view, showing a small left pleural effusion',
  'an H&E stained histology image of invasive ductal carcinoma',
  'a fundus photograph with mild diabetic retinopathy',
  'T2-weighted axial MRI of the brain without abnormal signal',
  'blood smear',
];

/** Runs the probe set through the loaded towers and through fp32 on the CPU, which is opened for it and freed again. */
export async function measureFidelity(runtime: Runtime): Promise<Fidelity> {
  const { model } = runtime;
  const reference = { device: 'cpu', threads: undefined } as const;
  const tokenizer = await runtime.tokenizer();
  const sequences = probePrompts.map(prompt => tokenizer.tokenize(prompt).ids);
  const texts = async (tower: LoadedTower): Promise<Float32Array[]> => {
    const encoder = textEncoder(tower, model, tokenizer);
    return (await runTexts(sequences, encoder, {})).map(states => states.embedding);
  };
  const reduced = {
    images: await probeImages(runtime, await runtime.image('embedding')),
    texts: await texts(await runtime.text('embedding')),
  };
  const image = await openTower(model, await model.image.graph('fp32', []), reference);
  const exactImages = await probeImages(runtime, image);
  await image.session.release();
  const text = await openTower(model, await model.text.graph('fp32', []), reference);
  const exactTexts = await texts(text);
  await text.session.release();
  return {
    precision: runtime.precision,
    image: cosines(reduced.images, exactImages),
    text: cosines(reduced.texts, exactTexts),
  };
}

/** Eight smooth patterns of different frequency and contrast, in the range of normalised pixels. */
async function probeImages({ model }: Runtime, { session, graph }: LoadedTower): Promise<Float32Array[]> {
  const { height, width } = model.image.preset;
  const dim = model.embeddingDimension;
  const embeddings: Float32Array[] = [];
  for (let image = 0; image < 8; image++) {
    const data = new Float32Array(3 * height * width);
    for (let index = 0; index < data.length; index++) {
      const x = index % width;
      const y = Math.floor(index / width) % height;
      const channel = Math.floor(index / (width * height));
      data[index] =
        (1 + image / 4) * Math.sin((x * (image + 1)) / 17 + channel) * Math.cos((y * (9 - image)) / 23);
    }
    const feeds = new Map([
      [graph.inputs.pixels!, { type: 'float32' as const, data, shape: [1, 3, height, width] }],
    ]);
    embeddings.push((await session.run(feeds)).get(graph.outputs.embedding)!.data.slice(0, dim));
  }
  return embeddings;
}

function cosines(
  left: readonly Float32Array[],
  right: readonly Float32Array[],
): { minimum: number; mean: number } {
  const values = left.map((row, index) => cosine(row, right[index]!));
  return {
    minimum: Math.min(...values),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}

function cosine(left: Float32Array, right: Float32Array): number {
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < left.length; index++) {
    product += left[index]! * right[index]!;
    leftSquares += left[index]! ** 2;
    rightSquares += right[index]! ** 2;
  }
  return product / Math.sqrt(leftSquares * rightSquares);
}
