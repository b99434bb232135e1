import type { PresetName, Preset } from '../preprocessing/preset.ts';
import type { TokenizerSource } from '../tokenizers/tokenizer.ts';

export type FamilyName =
  'clip' | 'open-clip' | 'openai' | 'biomedclip' | 'siglip' | 'siglip2' | 'vision-text-dual-encoder' | 'onnx';

/** Number format of weights and arithmetic. `q8` is dynamic int8 with one scale per output channel. */
export type Precision = 'fp32' | 'fp16' | 'q8';

/** Which outputs a graph has besides `embedding` `[n, dim]` (projected, not normalised). */
export type ImageOutput = 'patches';
export type TextOutput = 'tokens';

/** The same value in every run, row-major. */
export type ConstantInput =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly shape: readonly number[] };

/** A graph ONNX Runtime can open. */
export interface EncoderGraph {
  /** `bytes`: a model in memory whose external initialisers lie in `folder`. `path`: an exported file run as it is. */
  readonly model: { readonly bytes: Uint8Array; readonly folder: string } | { readonly path: string };
  /** Name of each input the graph wants. */
  readonly inputs: {
    /** float32 `[n, 3, height, width]`. */
    readonly pixels?: string;
    /** int64 `[n, length]`. */
    readonly ids?: string;
    /** int64 `[n, length]`, 1 where a token stands, 0 where padding does. */
    readonly mask?: string;
    /** int64 `[n, length]`: row of the position embedding for each token (`pack` only). */
    readonly positions?: string;
    /** float32 `[length, length]`: added to every attention score before the softmax; it is the whole mask (`pack` only). */
    readonly bias?: string;
    /** int64 `[prompts]`: index into the `length` tokens of the one whose state becomes each embedding (`pack` only). */
    readonly end?: string;
  };
  /** Inputs that a run must be given but that do not concern this tower: the other tower's, in an export of both. */
  readonly constants?: ReadonlyMap<string, ConstantInput>;
  /** Name of each output the graph has. */
  readonly outputs: { readonly embedding: string; readonly patches?: string; readonly tokens?: string };
}

export interface ImageTower {
  readonly preset: Preset;
  /** Layers, width, heads, patch: for people, and for the FLOP count of the bench. */
  readonly shape: {
    readonly layers: number;
    readonly width: number;
    readonly heads: number;
    readonly patch: number;
  };
  /** Patch rows and columns; `patches` is `[n, rows * columns, dim]`, row by row, in the joint space. */
  readonly grid: { readonly rows: number; readonly columns: number };
  graph(precision: Precision, outputs: readonly ImageOutput[]): Promise<EncoderGraph>;
}

export interface TextTower {
  readonly tokenizer: TokenizerSource;
  readonly shape: {
    readonly layers: number;
    readonly width: number;
    readonly heads: number;
    /** Rows of the token embedding; unknown for an exported graph. */
    readonly vocabulary?: number;
  };
  /**
   * How prompts share a run. `pack` (causal masks): many prompts in one sequence `[1, length]`, common beginnings once, no
   * padding; inputs `ids`, `positions`, `bias`, `end` (encoders/prompt-packs.ts). `mask`: padding to the longest of the batch,
   * hidden by `mask`. `full`: padding to the context length, seen by the model.
   */
  readonly padding: 'pack' | 'mask' | 'full';
  /** `tokens` is `[n, length, width]`: states after the last layer norm, as transformers' `last_hidden_state`. */
  graph(precision: Precision, outputs: readonly TextOutput[]): Promise<EncoderGraph>;
}

/** A checkpoint that has been recognised; nothing is loaded yet. */
export interface Model {
  readonly family: FamilyName;
  /** What the user asked for. */
  readonly name: string;
  /** Weight files, absolute real paths. */
  readonly files: readonly string[];
  readonly embeddingDimension: number;
  readonly parameterCount: number;
  /** Factor on the cosine before softmax or sigmoid: `exp(logit_scale)`. */
  readonly logitScale: number;
  /** SigLIP's bias; its presence means sigmoid, not softmax. */
  readonly logitBias?: number;
  /** What was assumed because the files do not tell, one sentence each (a bare `.pt` names no activation). */
  readonly notes: readonly string[];
  readonly image: ImageTower;
  readonly text: TextTower;
}

/** What the caller may override when files alone do not tell (a bare `.pt`). */
export interface OpenModelOptions {
  readonly preset?: PresetName | Preset;
  /** OpenAI and open_clip checkpoints without a configuration: `quick-gelu` for OpenAI's weights, `gelu` (erf) for most of open_clip's. */
  readonly activation?: 'quick-gelu' | 'gelu';
}
