import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { unfold } from '../onnx/sequence.ts';
import type { Preset } from '../preprocessing/preset.ts';
import type { TokenizerSource } from '../tokenizers/tokenizer.ts';
import { bert, maskedInputs } from '../towers/bert.ts';
import type { BertShape } from '../towers/bert.ts';
import { causalTextTransformer, packInputs } from '../towers/causal-text-transformer.ts';
import type { TextNames, TextShape } from '../towers/causal-text-transformer.ts';
import { classTokenImage } from '../towers/class-token-image.ts';
import type { Parameters } from '../towers/parameters.ts';
import { patchGrid } from '../towers/patch-embedding.ts';
import { maskedMean, tanhPooler } from '../towers/pooling.ts';
import type { Project } from '../towers/projections.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';

/** A ViT that is read at its class token. `pool` stands between that token's state and the projection. */
export function vitPlan(
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  { dimension, project, pool }: { dimension: number; project: Project; pool?: Project },
  preset: Preset,
): ImagePlan {
  return {
    preset,
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, patch: shape.patch },
    grid: patchGrid(shape),
    build: (g, wanted) =>
      classTokenImage(
        g,
        parameters,
        names,
        shape,
        {
          dimension,
          project: rows => project(g, rows),
          ...(pool !== undefined && { pool: (state: Value) => pool(g, state) }),
        },
        wanted,
      ),
  };
}

/** CLIP's causal text transformer, read at the end token. */
export function causalTextPlan(
  parameters: Parameters,
  names: TextNames,
  shape: TextShape,
  project: Project,
  tokenizer: TokenizerSource,
): TextPlan {
  return {
    tokenizer,
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, vocabulary: shape.vocabulary },
    padding: 'pack',
    inputs: packInputs,
    build(g, wanted) {
      const all = wanted.includes('tokens') ? 'all' : 'end';
      const { end, tokens } = causalTextTransformer(g, parameters, names, shape, all);
      const embedding = project(g, end);
      return tokens === undefined ? { embedding } : { embedding, tokens: unfold(g, tokens) };
    },
  };
}

/** How a BERT's states become one: [CLS], [CLS] through tanh(Linear), or the mean of the tokens. */
export type BertPooling = 'first' | 'pooler' | 'mean';

/** A BERT at `prefix`. */
export function bertPlan(
  parameters: Parameters,
  prefix: string,
  shape: BertShape,
  { pooling, project }: { pooling: BertPooling; project: Project },
  tokenizer: TokenizerSource,
): TextPlan {
  return {
    tokenizer,
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, vocabulary: shape.vocabulary },
    padding: 'mask',
    inputs: maskedInputs,
    build(g, wanted) {
      const all = wanted.includes('tokens') || pooling === 'mean' ? 'all' : 'first';
      const states = bert(g, parameters, prefix, shape, all);
      const embedding = project(g, pooled(g, parameters, prefix, shape.width, pooling, states));
      const { tokens } = states;
      return wanted.includes('tokens') && tokens !== undefined
        ? { embedding, tokens: unfold(g, tokens) }
        : { embedding };
    },
  };
}

function pooled(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  width: number,
  pooling: BertPooling,
  { first, tokens, mask }: ReturnType<typeof bert>,
): Value {
  if (pooling === 'pooler') return tanhPooler(g, parameters, `${prefix}.pooler`, width, first);
  return pooling === 'mean' && tokens !== undefined ? maskedMean(g, tokens, mask) : first;
}
