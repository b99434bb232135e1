export {
  project,
  type Projection,
  type ProjectionFrame,
  type ProjectOptions,
} from './analysis/projections/project.ts';
export { projectionQuality, type ProjectionQuality } from './analysis/projections/quality.ts';
export { classProbabilities, cosineSimilarity } from './analysis/similarity.ts';
export { commonDiseases, type Organ } from './analysis/vocabulary/diseases.ts';
export {
  segmentationLabels,
  segmentationTemplate,
  type SegmentationLabel,
} from './analysis/vocabulary/segmentation-labels.ts';
export { ensembleRows, zeroShotScores, type ZeroShotScores } from './analysis/zero-shot.ts';
export { rowOf, type EmbeddingModel, type Embeddings } from './clip/embeddings/embeddings.ts';
export { loadArray, loadEmbeddings, saveArray, saveEmbeddings } from './clip/embeddings/files.ts';
export type { ImageEmbeddings, PatchEmbeddings } from './clip/encoders/encode-images.ts';
export type { TextEmbeddings, TokenEmbeddings } from './clip/encoders/encode-texts.ts';
export type { Clip, LoadOptions } from './clip/encoders/load-clip.ts';
export type { EncodeOptions, EncodeProgress } from './clip/encoders/progress.ts';
export { display, type DisplayHandle } from './displays/display.ts';
export { displayBundle } from './displays/display-bundle.ts';
export {
  embeddingMap,
  type EmbeddingMap,
  type EmbeddingMapOptions,
  type MapInput,
  type MapProjection,
  type MapRows,
  type MapSelection,
} from './displays/embedding-map/embedding-map.ts';
export { gallery, image } from './displays/images/image.ts';
export { loadImages, phantoms, renderPhantoms } from './displays/in-cell/images.ts';
export { loadClip } from './displays/in-cell/load-clip.ts';
export { html, markdown, svg } from './displays/markup/markup.ts';
export {
  comparePrompts,
  type PromptComparison,
  type PromptComparisonModel,
  type PromptComparisonOptions,
} from './displays/prompt-comparison/compare-prompts.ts';
export type { PromptDifference, PromptFlip } from './displays/prompt-comparison/differences.ts';
export type { ImageTruth } from './displays/prompt-comparison/truth.ts';
export type { PromptVariants, PromptVariantSpec } from './displays/prompt-comparison/variant-specs.ts';
export { progress, type ProgressHandle, type ProgressOptions } from './displays/progress/progress.ts';
export type { PairRow } from './displays/similarity-distribution/pair-rows.ts';
export type { MeasureRow } from './displays/similarity-distribution/measure-rows.ts';
export type { PromptGroups } from './displays/similarity-distribution/prompt-groups.ts';
export {
  similarityDistributions,
  type SimilarityDistributions,
  type SimilarityDistributionsOptions,
  type SimilarityPanelResult,
} from './displays/similarity-distribution/similarity-distributions.ts';
export { table } from './displays/tables/table.ts';
export {
  zeroShot,
  type ZeroShotModel,
  type ZeroShotOptions,
  type ZeroShotResult,
} from './displays/zero-shot/zero-shot.ts';
export { knownPhantoms, type KnownPhantom } from './phantoms/known-phantoms.ts';
export type { DrawnFinding, Finding, ModalityName, Phantom } from './phantoms/phantom.ts';
export type { PhantomImage, PhantomOptions } from './phantoms/phantoms.ts';
export type { RenderOptions } from './phantoms/render-phantoms.ts';
export { savePhantom } from './phantoms/save-phantom.ts';
export { Failure, type FailureCode } from './protocol/failures/index.ts';
export { version } from './version.ts';
