export { classProbabilities, cosineSimilarity } from './analysis/similarity.ts';
export { ensembleRows, zeroShotScores, type ZeroShotScores } from './analysis/zero-shot.ts';
export { loadImages } from './clip/decoding/load-images.ts';
export { rowOf, type EmbeddingModel, type Embeddings } from './clip/embeddings/embeddings.ts';
export { loadArray, loadEmbeddings, saveArray, saveEmbeddings } from './clip/embeddings/files.ts';
export type { ImageEmbeddings, PatchEmbeddings } from './clip/encoders/encode-images.ts';
export type { TextEmbeddings, TokenEmbeddings } from './clip/encoders/encode-texts.ts';
export { loadClip, type Clip, type LoadOptions } from './clip/encoders/load-clip.ts';
export type { EncodeOptions, EncodeProgress } from './clip/encoders/progress.ts';
export { display, type DisplayHandle } from './displays/display.ts';
export { displayBundle } from './displays/display-bundle.ts';
export { gallery, image } from './displays/images/image.ts';
export { html, markdown, svg } from './displays/markup/markup.ts';
export { table } from './displays/tables/table.ts';
export {
  zeroShot,
  type ZeroShotModel,
  type ZeroShotOptions,
  type ZeroShotResult,
} from './displays/zero-shot/zero-shot.ts';
export { knownPhantoms, type KnownPhantom } from './phantoms/known-phantoms.ts';
export type { DrawnFinding, Finding, ModalityName, Phantom } from './phantoms/phantom.ts';
export { phantoms, type PhantomImage, type PhantomOptions } from './phantoms/phantoms.ts';
export { renderPhantoms, type RenderOptions } from './phantoms/render-phantoms.ts';
export { savePhantom } from './phantoms/save-phantom.ts';
export { Failure, type FailureCode } from './protocol/failures/index.ts';
export { version } from './version.ts';
