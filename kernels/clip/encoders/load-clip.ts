import type { ImageSource } from '../decoding/image.ts';
import type { Model, OpenModelOptions, Precision } from '../families/model.ts';
import { openModel } from '../families/open.ts';
import { resolveModel, type ResolvedModel, type ResolveOptions } from '../hub/resolve.ts';
import { chooseDevice, type DeviceChoice } from '../sessions/devices.ts';
import type { Device } from '../sessions/session.ts';
import type { TokenizedText } from '../tokenizers/tokenizer.ts';
import { encodeImages, encodePatches, type ImageEmbeddings, type PatchEmbeddings } from './encode-images.ts';
import { encodeTexts, encodeTokens, type TextEmbeddings, type TokenEmbeddings } from './encode-texts.ts';
import { measureFidelity, type Fidelity } from './fidelity.ts';
import { forwardImage, forwardText, type ImageStates } from './forward.ts';
import { measureImageTower } from './measure.ts';
import { probeGraph } from './probe-graph.ts';
import type { EncodeOptions } from './progress.ts';
import { createRuntime, openTower } from './runtime.ts';
import type { PromptStates } from './text-batches.ts';

/** How to load a model. */
export interface LoadOptions extends OpenModelOptions, ResolveOptions {
  /** `auto` (default) keeps a GPU only if a short measurement says that it is faster. */
  readonly device?: Device | 'auto' | undefined;
  /** `fp32` by default. For `fp16` and `q8` the cosine against fp32 is measured at the first load and reported. */
  readonly precision?: Precision | undefined;
  /** Threads inside one operator on the CPU; by default one for each core. */
  readonly threads?: number | undefined;
  /** Where embeddings are kept between runs; `false` keeps none. */
  readonly cache?: string | false | undefined;
}

/** A model ready to encode. Towers are loaded when first used; several calls may be under way at once. */
export interface Clip {
  readonly model: Model;
  readonly source: ResolvedModel;
  readonly precision: Precision;
  /** Which device runs it, and why. */
  readonly device: DeviceChoice;
  /** Hex SHA-256 of the weight files. */
  digest(): Promise<string>;
  /** Smallest and mean cosine against fp32 over a fixed probe set; undefined for fp32 itself. */
  fidelity(): Promise<Fidelity | undefined>;
  tokenize(text: string): Promise<TokenizedText>;
  /** Images → unit vectors `[n, dim]`. Images that cannot be read are named in `failures`; the rest are encoded. */
  encodeImage(images: readonly ImageSource[], options?: EncodeOptions): Promise<ImageEmbeddings>;
  /** Prompts → unit vectors `[n, dim]`; each distinct prompt is encoded once. Cut prompts are named in `truncated`. */
  encodeText(texts: readonly string[], options?: EncodeOptions): Promise<TextEmbeddings>;
  /** Images → patch vectors in the joint space `[n, rows · columns, dim]`. */
  encodePatches(images: readonly ImageSource[], options?: EncodeOptions): Promise<PatchEmbeddings>;
  /** Prompts → the text tower's state of every token, one `[length, width]` array a prompt. */
  encodeTokens(texts: readonly string[], options?: EncodeOptions): Promise<TokenEmbeddings>;
  /** Preprocessed pixels `[n, 3, height, width]` through the image tower, nothing normalised: for comparing with a reference. */
  forwardImage(pixels: Float32Array, outputs?: { readonly patches?: boolean }): Promise<ImageStates>;
  /** Token ids through the text tower, nothing normalised: for comparing with a reference. */
  forwardText(
    ids: readonly (readonly number[])[],
    outputs?: { readonly tokens?: boolean },
  ): Promise<PromptStates[]>;
  /** Loads both towers and the tokenizer now instead of at the first call. */
  warmUp(): Promise<void>;
  /** Frees weights, workers and the cache; calls under way finish first. */
  close(): Promise<void>;
}

/**
 * Opens a model by name: `builtin`, a folder, a checkpoint file or a hub id.
 * @throws Failure for a name that leads nowhere, a file that cannot be read, an unknown architecture, a device that is not there.
 */
export async function loadClip(name: string, options: LoadOptions = {}): Promise<Clip> {
  const source = await resolveModel(name, options);
  const model = await openModel(source.path, options);
  return clipOf({ ...model, name }, source, options);
}

async function clipOf(model: Model, source: ResolvedModel, options: LoadOptions): Promise<Clip> {
  const { precision = 'fp32', threads, cache } = options;
  const device = await chooseDevice(options.device ?? 'auto', await probeGraph(), async candidate => {
    const graph = await model.image.graph(precision, []);
    return measureImageTower(
      await openTower(model, graph, { device: candidate, threads }),
      model.image.preset,
    );
  });
  const runtime = createRuntime(model, { precision, device: device.device, threads, cache });
  let fidelity: Promise<Fidelity | undefined> | undefined;
  return {
    model,
    source,
    precision,
    device,
    digest: () => runtime.digest(),
    fidelity: () =>
      (fidelity ??= precision === 'fp32' ? Promise.resolve(undefined) : measureFidelity(runtime)),
    tokenize: async text => (await runtime.tokenizer()).tokenize(text),
    encodeImage: (images, encode = {}) => encodeImages(runtime, images, encode),
    encodeText: (texts, encode = {}) => encodeTexts(runtime, texts, encode),
    encodePatches: (images, encode = {}) => encodePatches(runtime, images, encode),
    encodeTokens: (texts, encode = {}) => encodeTokens(runtime, texts, encode),
    forwardImage: (pixels, outputs = {}) => forwardImage(runtime, pixels, outputs),
    forwardText: (ids, outputs = {}) => forwardText(runtime, ids, outputs),
    warmUp: async () => {
      await Promise.all([runtime.image('embedding'), runtime.text('embedding'), runtime.tokenizer()]);
    },
    close: () => runtime.close(),
  };
}
