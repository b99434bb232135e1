import type { Precision } from '../families/model.ts';

/** Which weights of a repository are wanted. */
export interface WeightChoice {
  /** `onnx` takes the ONNX exports even where there are weights that can be opened in place. */
  readonly weights?: 'any' | 'onnx' | undefined;
  /** Which of the ONNX exports; where it is missing, the most exact one there is. fp32 unless given. */
  readonly precision?: Precision | undefined;
}

/** What of a repository a model needs. */
export type Selection =
  | {
      readonly found: true;
      /** Configuration and tokenizer files. */
      readonly small: readonly string[];
      readonly weights: readonly string[];
    }
  /** `candidates`: weight files of no standard name, when there are several. */
  | { readonly found: false; readonly candidates: readonly string[] };

/**
 * Picks from the files `names` of a repository the configuration, the tokenizer and one set of weights: safetensors
 * before torch files, transformers' names before open_clip's, any of them before ONNX exports. A set cut into shards counts only if whole.
 */
export function selectFiles(names: readonly string[], choice: WeightChoice = {}): Selection {
  const there = new Set(names);
  const weights =
    choice.weights === 'onnx'
      ? onnxExports(there, choice.precision)
      : (standardWeights(names) ?? onlyWeightFile(names) ?? onnxExports(there, choice.precision));
  if (!weights) return { found: false, candidates: names.filter(name => oddWeights.test(name)) };
  return {
    found: true,
    small: [...configurations.filter(name => there.has(name)), ...tokenizerFiles(there)],
    weights,
  };
}

/**
 * Names of files a model may need that are neither `present` nor known to be `absent` from the repository.
 * Nothing is missing once configuration, preprocessing and tokenizer are each there in one of their forms.
 */
export function unknownFiles(present: ReadonlySet<string>, absent: ReadonlySet<string>): string[] {
  return roles
    .filter(forms => !forms.some(form => form.every(name => present.has(name))))
    .flat(2)
    .filter(name => !present.has(name) && !absent.has(name));
}

/** Files whose absence from a repository is worth remembering. */
export function optionalFiles(): string[] {
  return [...new Set(roles.flat(2))];
}

const configurations = [
  'config.json',
  'open_clip_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
];

/** Forms of a tokenizer, the best first. */
const tokenizers = [['tokenizer.json'], ['vocab.json', 'merges.txt'], ['vocab.txt'], ['spiece.model']];

const roles: readonly (readonly (readonly string[])[])[] = [
  [['config.json'], ['open_clip_config.json']],
  [['preprocessor_config.json'], ['processor_config.json'], ['open_clip_config.json']],
  tokenizers,
];

const standardSets = [
  { whole: 'model.safetensors', index: 'model.safetensors.index.json' },
  { whole: 'open_clip_model.safetensors', index: 'open_clip_model.safetensors.index.json' },
  { whole: 'pytorch_model.bin', index: 'pytorch_model.bin.index.json' },
  { whole: 'open_clip_pytorch_model.bin', index: 'open_clip_pytorch_model.bin.index.json' },
];

const oddWeights = /^[^/]+\.(safetensors|pt|pth|bin)$/;

function tokenizerFiles(there: ReadonlySet<string>): readonly string[] {
  return tokenizers.find(form => form.every(name => there.has(name))) ?? [];
}

function standardWeights(names: readonly string[]): readonly string[] | undefined {
  for (const { whole, index } of standardSets) {
    if (names.includes(whole)) return [whole];
    const shards = names.includes(index) ? wholeShards(names, whole) : undefined;
    if (shards) return [index, ...shards];
  }
  return undefined;
}

/** `model-00001-of-00003.safetensors`, … if all three are there. */
function wholeShards(names: readonly string[], whole: string): readonly string[] | undefined {
  const dot = whole.lastIndexOf('.');
  const shape = /^-(\d{5})-of-(\d{5})$/;
  const shards = names.filter(
    name =>
      name.startsWith(whole.slice(0, dot)) &&
      name.endsWith(whole.slice(dot)) &&
      shape.test(name.slice(dot, name.length - (whole.length - dot))),
  );
  const count = Number(/-of-(\d{5})\./.exec(shards[0] ?? '')?.[1]);
  return shards.length === count ? shards.sort() : undefined;
}

/** `*.safetensors`, then `*.pt`, … at the root, where there is just one. */
function onlyWeightFile(names: readonly string[]): readonly string[] | undefined {
  for (const ending of ['.safetensors', '.pt', '.pth']) {
    const odd = names.filter(
      name => oddWeights.test(name) && name.endsWith(ending) && !/-of-\d{5}\./.test(name),
    );
    if (odd.length === 1) return odd;
  }
  return undefined;
}

/** transformers.js names its exports by precision; towers apart are better than one graph, which needs both inputs. */
function onnxExports(
  there: ReadonlySet<string>,
  precision: Precision = 'fp32',
): readonly string[] | undefined {
  const suffixes = { fp32: '', fp16: '_fp16', q8: '_quantized' } as const;
  for (const suffix of [suffixes[precision], suffixes.fp32, suffixes.fp16, suffixes.q8]) {
    for (const folder of ['onnx/', '']) {
      for (const graphs of [['text_model', 'vision_model'], ['model']]) {
        const files = graphs.map(graph => `${folder}${graph}${suffix}.onnx`);
        if (files.every(file => there.has(file))) return [...files, ...files.flatMap(dataOf(there))];
      }
    }
  }
  return undefined;
}

function dataOf(there: ReadonlySet<string>): (file: string) => string[] {
  return file =>
    [...there].filter(
      name => name.startsWith(`${file}_data`) && /^(_\d+)?$/.test(name.slice(file.length + 5)),
    );
}
