import { openaiPreset } from '../preprocessing/presets.ts';
import { extname } from 'node:path';
import { assemble } from './assemble.ts';
import { shapeOf, unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Model } from './model.ts';
import { nativeImage, nativeText } from './native-towers.ts';
import { sizesFromShapes } from './native-sizes.ts';
import { choosePreset } from './preset-choice.ts';

/**
 * A checkpoint file with OpenAI's tensor names and no configuration: OpenAI's TorchScript archives, state dictionaries of
 * that layout (CheXzero), and open_clip's. Sizes follow from shapes. The activation does not: `.pt` and TorchScript are
 * taken for OpenAI's (QuickGELU), `.bin` and `.safetensors` for open_clip's (GELU), unless `options.activation` says.
 */
export async function bareFile(checkpoint: Checkpoint): Promise<Model> {
  refuseOthers(checkpoint);
  const { weights, path, options, parameters } = checkpoint;
  const openai =
    weights.format === 'torchscript' || ['.pt', '.pth'].includes(extname(weights.files[0] ?? path));
  const activation = options.activation ?? (openai ? 'quick-gelu' : 'gelu');
  const { vision, text, dimension } = sizesFromShapes(checkpoint, activation);
  const preset = choosePreset(options, vision.image, openaiPreset(vision.image.width));
  const notes = [];
  if (options.activation === undefined && weights.format !== 'torchscript') {
    const layout = openai
      ? 'a .pt file in OpenAI’s layout'
      : 'an open_clip file without open_clip_config.json';
    notes.push(
      `The file names no activation; ${activation} was assumed, as in ${layout}. Say activation: ${openai ? 'gelu' : 'quick-gelu'} if it was trained with the other.`,
    );
  }
  if (options.preset === undefined)
    notes.push(
      'The file names no preprocessing; the preset openai was assumed. Say preset: chexzero for CheXzero.',
    );
  return assemble(checkpoint, {
    family: openai ? 'openai' : 'open-clip',
    dimension,
    notes,
    image: nativeImage(parameters, vision, dimension, preset),
    text: nativeText(parameters, text, dimension, { kind: 'clip-bpe', contextLength: text.context }),
  });
}

/** Says what a file that is no ViT of this layout seems to be. */
function refuseOthers(checkpoint: Checkpoint): void {
  const { parameters, path, weights } = checkpoint;
  if (parameters.has('visual.layer1.0.conv1.weight'))
    throw unknownArchitecture(path, 'a CLIP with a ResNet image tower (visual.layer1…)');
  if (
    parameters.has('visual.trunk.cls_token') ||
    parameters.has('text.transformer.embeddings.word_embeddings.weight')
  )
    throw unknownArchitecture(
      path,
      'an open_clip checkpoint with a timm or Hugging Face tower but no open_clip_config.json beside it; add that file and give the folder',
    );
  if (parameters.has('vision_model.post_layernorm.weight'))
    throw unknownArchitecture(
      path,
      'a transformers checkpoint without its config.json; give the folder that holds both',
    );
  if (shapeOf(checkpoint, 'visual.conv1.weight').length === 4 && parameters.has('text_projection')) return;
  const names = [...weights.tensors.keys()];
  const shown = names.slice(0, 4).join(', ');
  throw unknownArchitecture(
    path,
    `${names.length} tensors such as ${shown}, which belong to no known family`,
  );
}
