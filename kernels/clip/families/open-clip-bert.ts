import { linearProjection, mlpProjection } from '../towers/projections.ts';
import type { Project } from '../towers/projections.ts';
import type { TextPlan } from './assemble.ts';
import { countLayers, extentOf, unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Config } from './config.ts';
import { tokenizerOf } from './open-clip-tokenizer.ts';
import { bertPlan } from './plans.ts';
import type { BertPooling } from './plans.ts';

const prefix = 'text.transformer';

/**
 * open_clip's `HFTextEncoder` around a BERT (hf_model.py): BiomedCLIP, QuiltNet-B-16-PMB. The model's own configuration
 * lies elsewhere on the hub, so sizes come from shapes and heads are width / 64, as in every BERT from mini to large.
 */
export function openClipBert(checkpoint: Checkpoint, config: Config, dimension: number): TextPlan {
  const { parameters, path } = checkpoint;
  const extent = (name: string, axis: number): number => extentOf(checkpoint, `${prefix}.${name}`, axis);
  const name = config.text('hf_model_name', '');
  const segments = extent('embeddings.token_type_embeddings.weight', 0);
  // RoBERTa has the same tensor names, counts positions from 2 and knows one segment.
  if (segments < 2 || /roberta|electra|t5|gpt/i.test(name))
    throw unknownArchitecture(path, `an open_clip model with the text tower ${name}, which is no BERT`);
  const width = extent('embeddings.word_embeddings.weight', 1);
  const shape = {
    width,
    layers: countLayers(parameters, layer => `${prefix}.encoder.layer.${layer}.output.dense.weight`),
    heads: Math.max(1, Math.floor(width / 64)),
    mlpWidth: extent('encoder.layer.0.intermediate.dense.weight', 0),
    vocabulary: extent('embeddings.word_embeddings.weight', 0),
    positions: extent('embeddings.position_embeddings.weight', 0),
    segments,
    activation: 'gelu',
    epsilon: 1e-12,
  } as const;
  const context = config.count('context_length', 77);
  const project = projectionOf(checkpoint, config, dimension, width);
  return bertPlan(
    parameters,
    prefix,
    shape,
    { pooling: poolingOf(checkpoint, config), project },
    tokenizerOf(checkpoint, config, Math.min(context, shape.positions)),
  );
}

function poolingOf({ path }: Checkpoint, config: Config): BertPooling {
  const type = config.text('hf_pooler_type', 'cls_pooler');
  const pooling = poolings.get(type);
  if (pooling === undefined)
    throw unknownArchitecture(path, `an open_clip text tower with hf_pooler_type ${type}`);
  return pooling;
}

const poolings: ReadonlyMap<string, BertPooling> = new Map([
  ['cls_last_hidden_state_pooler', 'first'],
  ['cls_pooler', 'pooler'],
  ['mean_pooler', 'mean'],
]);

function projectionOf(
  { path, parameters }: Checkpoint,
  config: Config,
  dimension: number,
  width: number,
): Project {
  const type = config.text('hf_proj_type', config.text('proj', 'mlp'));
  if (type === 'linear') return linearProjection(parameters, 'text.proj', dimension, width);
  if (type !== 'mlp') throw unknownArchitecture(path, `an open_clip text tower with hf_proj_type ${type}`);
  const layers = { first: 'text.proj.0', second: 'text.proj.2' };
  return mlpProjection(parameters, layers, { dimension, inner: Math.floor((width + dimension) / 2), width });
}
