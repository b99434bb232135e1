export { classProbabilities, cosineSimilarity } from './analysis/similarity.ts';
export { rowOf, type EmbeddingModel, type Embeddings } from './clip/embeddings/embeddings.ts';
export { loadArray, loadEmbeddings, saveArray, saveEmbeddings } from './clip/embeddings/files.ts';
export type { ImageEmbeddings, PatchEmbeddings } from './clip/encoders/encode-images.ts';
export type { TextEmbeddings, TokenEmbeddings } from './clip/encoders/encode-texts.ts';
export { loadClip, type Clip, type LoadOptions } from './clip/encoders/load-clip.ts';
export type { EncodeOptions, EncodeProgress } from './clip/encoders/progress.ts';
export { Failure, type FailureCode } from './protocol/failures/index.ts';
export { version } from './version.ts';
