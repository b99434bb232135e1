import { GraphBuilder } from '../onnx/graph.ts';
import type { Value } from '../onnx/graph.ts';
import { readTensor } from '../weights/read.ts';
import type { StoredTensor, Weights } from '../weights/weights.ts';
import type { Checkpoint } from './checkpoint.ts';
import type {
  EncoderGraph,
  FamilyName,
  ImageOutput,
  ImageTower,
  Model,
  Precision,
  TextOutput,
  TextTower,
} from './model.ts';

/** An image tower and how to write its graph: `embedding` is `[n, dim]`, `patches` `[n, rows * columns, dim]`. */
export interface ImagePlan extends Omit<ImageTower, 'graph'> {
  build(g: GraphBuilder, wanted: readonly ImageOutput[]): { embedding: Value; patches?: Value };
}

/** A text tower and how to write its graph: `embedding` is `[n, dim]`, `tokens` `[n, length, width]`. */
export interface TextPlan extends Omit<TextTower, 'graph'> {
  readonly inputs: EncoderGraph['inputs'];
  build(g: GraphBuilder, wanted: readonly TextOutput[]): { embedding: Value; tokens?: Value };
}

/** What a family makes of a checkpoint. */
export interface ModelPlan {
  readonly family: FamilyName;
  readonly dimension: number;
  readonly image: ImagePlan;
  readonly text: TextPlan;
  /** What was assumed because the files do not tell. */
  readonly notes?: readonly string[];
}

/**
 * Turns a plan into a Model. Both graphs are written once at once, so that a missing or misshapen tensor is the failure
 * `tensor-missing` or `tensor-shape` now and not an error of the runtime later.
 */
export async function assemble(checkpoint: Checkpoint, plan: ModelPlan): Promise<Model> {
  const { weights, parameters, path } = checkpoint;
  const { image, text, dimension } = plan;
  image.build(new GraphBuilder(weights.files, 'fp32'), ['patches']);
  text.build(new GraphBuilder(weights.files, 'fp32'), ['tokens']);
  const scale = parameters.tensor('logit_scale', shapeOrScalar(weights, 'logit_scale'));
  const bias = parameters.has('logit_bias')
    ? parameters.tensor('logit_bias', shapeOrScalar(weights, 'logit_bias'))
    : undefined;
  return {
    family: plan.family,
    name: path,
    files: weights.files,
    embeddingDimension: dimension,
    parameterCount: countParameters(weights),
    logitScale: Math.exp(await scalarOf(scale)),
    ...(bias !== undefined && { logitBias: await scalarOf(bias) }),
    notes: plan.notes ?? [],
    image: {
      ...image,
      graph: (precision, outputs) => imageGraph(weights, image, dimension, precision, outputs),
    },
    text: {
      ...text,
      graph: (precision, outputs) => textGraph(weights, text, dimension, precision, outputs),
    },
  };
}

async function imageGraph(
  weights: Weights,
  plan: ImagePlan,
  dimension: number,
  precision: Precision,
  outputs: readonly ImageOutput[],
): Promise<EncoderGraph> {
  const g = new GraphBuilder(weights.files, precision);
  const { embedding, patches } = plan.build(g, outputs);
  g.output('embedding', embedding, ['n', dimension]);
  if (patches !== undefined)
    g.output('patches', patches, ['n', plan.grid.rows * plan.grid.columns, dimension]);
  const { bytes, folder } = await g.finish();
  return {
    model: { bytes, folder },
    inputs: { pixels: 'pixels' },
    outputs: { embedding: 'embedding', ...(patches !== undefined && { patches: 'patches' }) },
  };
}

async function textGraph(
  weights: Weights,
  plan: TextPlan,
  dimension: number,
  precision: Precision,
  outputs: readonly TextOutput[],
): Promise<EncoderGraph> {
  const g = new GraphBuilder(weights.files, precision);
  const { embedding, tokens } = plan.build(g, outputs);
  g.output('embedding', embedding, [plan.inputs.end === undefined ? 'n' : 'prompts', dimension]);
  if (tokens !== undefined) g.output('tokens', tokens, ['n', 'length', plan.shape.width]);
  const { bytes, folder } = await g.finish();
  return {
    model: { bytes, folder },
    inputs: plan.inputs,
    outputs: { embedding: 'embedding', ...(tokens !== undefined && { tokens: 'tokens' }) },
  };
}

/**
 * Elements of all floating-point tensors, shared ones once, and of matrices in scaled steps, without their scales; integer buffers
 * such as `position_ids` are no parameters.
 */
function countParameters(weights: Weights): number {
  const seen = new Set<string>();
  let count = 0;
  const isSteps = (name: string): boolean =>
    weights.tensors.get(name)?.type === 'int8' && weights.tensors.has(`${name}.scale`);
  for (const { name, type, file, offset, shape } of weights.tensors.values()) {
    const place = `${file}:${offset}`;
    if ((!type.includes('float') && !isSteps(name)) || seen.has(place)) continue;
    if (name.endsWith('.scale') && isSteps(name.slice(0, -'.scale'.length))) continue;
    seen.add(place);
    count += shape.reduce((product, extent) => product * extent, 1);
  }
  return count;
}

/** A scalar is stored as `[]` or `[1]`. */
function shapeOrScalar(weights: Weights, name: string): readonly number[] {
  return weights.tensors.get(name)?.shape.length === 1 ? [1] : [];
}

async function scalarOf(tensor: StoredTensor): Promise<number> {
  return (await readTensor(tensor))[0]!;
}
