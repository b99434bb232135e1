import { realpath } from 'node:fs/promises';
import { failure } from '../../protocol/failures/index.ts';
import { readSignature } from '../onnx/signature.ts';
import type { Signature, SignaturePort } from '../onnx/signature.ts';
import { unknownArchitecture } from './checkpoint.ts';
import type { ConstantInput, EncoderGraph } from './model.ts';
import type { ExportTower } from './onnx-files.ts';

/**
 * What a run of the exported `file` must be fed to serve as `tower`, by the names that optimum and transformers.js use. A
 * file with both towers gets, for the other one, the smallest input there is: one black image of `side` pixels, or one token.
 * Throws `architecture-unknown` for other inputs, `output-unavailable` where `states` are wanted and not given.
 */
export async function exportGraph(
  file: string,
  tower: ExportTower,
  side: number,
  states: 'states' | 'no-states',
): Promise<EncoderGraph> {
  const signature = await readSignature(file);
  const isImage = tower === 'vision_model';
  const embedding = outputNamed(file, signature, isImage ? imageOutputs : textOutputs);
  const constants = new Map<string, ConstantInput>();
  const inputs: { pixels?: string; ids?: string; mask?: string } = {};
  for (const port of signature.inputs) {
    const kind = kindOf(file, port);
    if (isImage === (kind === 'pixels')) inputs[kind] = port.name;
    else if (kind === 'pixels')
      constants.set(port.name, {
        type: 'float32',
        data: new Float32Array(3 * side * side),
        shape: [1, 3, side, side],
      });
    else constants.set(port.name, { type: 'int64', data: BigInt64Array.of(1n), shape: [1, 1] });
  }
  const tokens = signature.outputs.find(({ name }) => name === 'last_hidden_state')?.name;
  if (states === 'states' && (isImage || tokens === undefined))
    throw failure('output-unavailable', {
      path: file,
      output: isImage ? 'projected patches' : 'token states',
    });
  return {
    model: { path: await realpath(file) },
    inputs,
    ...(constants.size > 0 && { constants }),
    outputs: { embedding, ...(states === 'states' && tokens !== undefined && { tokens }) },
  };
}

const imageOutputs = ['image_embeds', 'image_embedding', 'pooler_output'];
const textOutputs = ['text_embeds', 'text_embedding', 'pooler_output'];

function outputNamed(path: string, { outputs }: Signature, names: readonly string[]): string {
  const found = names.find(name => outputs.some(output => output.name === name));
  if (found === undefined)
    throw unknownArchitecture(path, `the outputs ${outputs.map(({ name }) => name).join(', ')}`);
  return found;
}

function kindOf(path: string, { name, type }: SignaturePort): 'pixels' | 'ids' | 'mask' {
  const kind = kinds.get(name);
  if (kind === undefined) throw unknownArchitecture(path, `an ONNX graph with the input ${name}`);
  const expected = kind === 'pixels' ? 'float32' : 'int64';
  if (type !== expected)
    throw unknownArchitecture(
      path,
      `an ONNX graph whose input ${name} is ${type ?? 'no tensor'} in place of ${expected}`,
    );
  return kind;
}

const kinds: ReadonlyMap<string, 'pixels' | 'ids' | 'mask'> = new Map([
  ['pixel_values', 'pixels'],
  ['input_ids', 'ids'],
  ['attention_mask', 'mask'],
]);
