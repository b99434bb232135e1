import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignature } from '../onnx/signature.ts';
import { openaiPreset, siglipPreset } from '../preprocessing/presets.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import { patchGrid } from '../towers/patch-embedding.ts';
import type { VisionShape } from '../towers/vision-transformer.ts';
import { unknownArchitecture } from './checkpoint.ts';
import { clipTextShape, clipVisionShape } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model, OpenModelOptions } from './model.ts';
import { bestPrecision, exportFile } from './onnx-files.ts';
import type { ExportFiles } from './onnx-files.ts';
import { exportGraph } from './onnx-graph.ts';
import { logitsOf } from './onnx-logits.ts';
import { choosePreset, describedPreset } from './preset-choice.ts';
import { siglipTextShape, siglipVisionShape } from './siglip-sizes.ts';

/**
 * An ONNX export in the transformers.js layout, run as it is: `vision_model.onnx` and `text_model.onnx`, or `model.onnx`
 * with both towers; the precision picks the file. Patches are not to be had from an export, token states only where it
 * gives `last_hidden_state`. The logit scale stands only in a file with both towers.
 */
export async function onnxExport(
  files: ExportFiles,
  config: Config,
  options: OpenModelOptions,
): Promise<Model> {
  const { vision, text, isSiglip } = sizesIn(files, config);
  const side = vision.image.width;
  const precision = bestPrecision(files);
  const paths = [
    ...new Set([exportFile(files, 'vision_model', precision), exportFile(files, 'text_model', precision)]),
  ];
  const signatures = await Promise.all(paths.map(readSignature));
  const logits = await logitsIn(files);
  const fallback = isSiglip ? siglipPreset(side) : openaiPreset(side);
  const bias = logits === undefined ? (isSiglip ? -10 : undefined) : logits.bias;
  return {
    family: 'onnx',
    name: files.path,
    files: await Promise.all(paths.map(path => realpath(path))),
    embeddingDimension: isSiglip ? vision.width : config.count('projection_dim', 512),
    parameterCount: signatures.reduce((sum, signature) => sum + signature.parameterCount, 0),
    logitScale: logits?.scale ?? 100,
    ...(bias !== undefined && { logitBias: bias }),
    notes: logits === undefined ? [unscaled] : [],
    image: {
      preset: choosePreset(options, vision.image, await describedPreset(files.path, fallback)),
      shape: { layers: vision.layers, width: vision.width, heads: vision.heads, patch: vision.patch },
      grid: patchGrid(vision),
      graph: async (wanted, outputs) =>
        exportGraph(
          exportFile(files, 'vision_model', wanted),
          'vision_model',
          side,
          outputs.includes('patches') ? 'states' : 'no-states',
        ),
    },
    text: {
      tokenizer: { kind: 'transformers', folder: files.path, contextLength: text.context },
      shape: { layers: text.layers, width: text.width, heads: text.heads },
      padding: isSiglip ? 'full' : 'mask',
      graph: async (wanted, outputs) =>
        exportGraph(
          exportFile(files, 'text_model', wanted),
          'text_model',
          side,
          outputs.includes('tokens') ? 'states' : 'no-states',
        ),
    },
  };
}

const unscaled =
  'The export holds no logit scale; a typical one was assumed. Rankings do not depend on it, probabilities do.';

function sizesIn(
  { path }: ExportFiles,
  config: Config,
): { vision: VisionShape; text: TextShape; isSiglip: boolean } {
  const type = config.text('model_type', '');
  const vision = config.section('vision_config');
  const text = config.section('text_config');
  if (type === 'clip') return { vision: clipVisionShape(vision), text: clipTextShape(text), isSiglip: false };
  if (type === 'siglip')
    return { vision: siglipVisionShape(vision, 'siglip'), text: siglipTextShape(text), isSiglip: true };
  throw unknownArchitecture(path, `an ONNX export of model_type ${JSON.stringify(type)}`);
}

async function logitsIn({ folder, names }: ExportFiles): Promise<ReturnType<typeof logitsOf>> {
  const name = ['model.onnx', 'model_fp16.onnx', 'model_quantized.onnx'].find(file => names.includes(file));
  return name === undefined ? undefined : logitsOf(await readSignature(join(folder, name)));
}
