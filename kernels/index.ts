export * from './analysis/index.ts';
export { rowOf, type EmbeddingModel, type Embeddings } from './clip/embeddings/embeddings.ts';
export { loadArray, loadEmbeddings, saveArray, saveEmbeddings } from './clip/embeddings/files.ts';
export type { ImageEmbeddings, PatchEmbeddings } from './clip/encoders/encode-images.ts';
export type { TextEmbeddings, TokenEmbeddings } from './clip/encoders/encode-texts.ts';
export type { Clip, LoadOptions } from './clip/encoders/load-clip.ts';
export type { EncodeOptions, EncodeProgress } from './clip/encoders/progress.ts';
export type { KnownLabels } from './displays/encoded-images/known-labels.ts';
export { display, type DisplayHandle } from './displays/display.ts';
export {
  closedQuestions,
  type ClosedAnswers,
  type ClosedQuestionsOptions,
  type QuestionAnswer,
} from './displays/closed-questions/closed-questions.ts';
export type { QuestionType } from './displays/closed-questions/question-types.ts';
export {
  annotateConcepts,
  type AnnotatedConcepts,
  type ConceptAnnotation,
  type ConceptOptions,
  type Concepts,
} from './displays/concepts/annotate-concepts.ts';
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
export {
  explainDiagnoses,
  type DiagnosisModel,
  type ExplainDiagnosesOptions,
  type ExplainedDiagnoses,
} from './displays/explained-diagnosis/explain-diagnoses.ts';
export type { DiagnosisRow } from './displays/explained-diagnosis/table-rows.ts';
export {
  rankImages,
  type RankedImages,
  type RankImagesOptions,
} from './displays/image-ranking/rank-images.ts';
export type { RankedImage } from './displays/image-ranking/scored-ranking.ts';
export {
  fewShotCurves,
  type FewShotCurves,
  type FewShotOptions,
  type PenaltySweep,
} from './displays/few-labels/few-shot-curves.ts';
export type { FewShotImages, FewShotLabels } from './displays/few-labels/few-shot-data.ts';
export type { FewShotMethodName } from './displays/few-labels/few-shot-methods.ts';
export { gallery, image } from './displays/images/image.ts';
export {
  diagnoseFindings,
  type DiagnosedFindings,
  type DiagnoseFindingsOptions,
  type FindingsModel,
} from './displays/findings/diagnose-findings.ts';
export type { TemplateEnsemble } from './displays/findings/ensemble.ts';
export type { FindingRow } from './displays/findings/table-rows.ts';
export type { FindingTruth } from './displays/labelled-images/finding-truth.ts';
export { loadImages, phantoms, renderPhantoms } from './displays/in-cell/images.ts';
export { loadClip } from './displays/in-cell/load-clip.ts';
export {
  compareEmbeddingMaps,
  type EmbeddingMapComparison,
  type MapComparisonOptions,
} from './displays/map-comparison/compare-embedding-maps.ts';
export type { ComparedMap, MapAgreementResult } from './displays/map-comparison/compared-maps.ts';
export type { ComparedEmbeddings } from './displays/map-comparison/compared-rows.ts';
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
export {
  promptHistory,
  type PromptHistory,
  type PromptHistoryRow,
  type PromptTrial,
} from './displays/prompt-history/prompt-history.ts';
export type { LaboratoryPrompts } from './displays/prompt-laboratory/axes.ts';
export type { LaboratoryVariant } from './displays/prompt-laboratory/laboratory.ts';
export {
  promptLaboratory,
  type PromptLaboratory,
  type PromptLaboratoryOptions,
} from './displays/prompt-laboratory/prompt-laboratory.ts';
export type { LaboratoryRow } from './displays/prompt-laboratory/table-rows.ts';
export { progress, type ProgressHandle, type ProgressOptions } from './displays/progress/progress.ts';
export type { PairRow } from './displays/similarity-distribution/pair-rows.ts';
export type { MeasureRow } from './displays/similarity-distribution/measure-rows.ts';
export type { PromptGroups } from './displays/similarity-distribution/prompt-groups.ts';
export { select, selection } from './displays/selection/selection.ts';
export {
  similarityDistributions,
  type SimilarityDistributions,
  type SimilarityDistributionsOptions,
  type SimilarityPanelResult,
} from './displays/similarity-distribution/similarity-distributions.ts';
export { gridReports, type FindingDetail, type GridReportsOptions } from './displays/reports/grid-reports.ts';
export type { ImageReport, JudgedReports, ReportSentence } from './displays/reports/judged-reports.ts';
export {
  retrieveReports,
  type GeneratedReports,
  type RetrieveReportsOptions,
} from './displays/reports/retrieve-reports.ts';
export {
  crossModalRetrieval,
  type CrossModalRetrieval,
  type CrossModalRetrievalOptions,
  type RetrievalDirection,
} from './displays/retrieval/cross-modal-retrieval.ts';
export type { ImageHit, QueryHits } from './displays/retrieval/image-search.ts';
export type { RetrievalRow } from './displays/retrieval/retrieval-rows.ts';
export {
  searchImages,
  type ImageSearch,
  type ImageSearchOptions,
} from './displays/retrieval/search-images.ts';
export { table } from './displays/tables/table.ts';
export {
  batchLoss,
  type BatchLoss,
  type BatchLossOptions,
  type BatchTargets,
  type TargetLoss,
} from './displays/text-encoder/batch-loss.ts';
export type { CostRow, LossRow } from './displays/text-encoder/batch-loss-rows.ts';
export type { Duplicates } from './displays/text-encoder/duplicates.ts';
export {
  embeddingSpace,
  type EmbeddingSpace,
  type EmbeddingSpaceInput,
  type EmbeddingSpaceOptions,
  type EncoderSpace,
} from './displays/text-encoder/embedding-space.ts';
export {
  falseNegatives,
  type FalseNegativeFinder,
  type FalseNegativeOptions,
  type FalseNegativePair,
} from './displays/text-encoder/false-negatives.ts';
export type { SpaceRow } from './displays/text-encoder/space-measures.ts';
export type { TripletRow } from './displays/text-encoder/triplet-rows.ts';
export {
  tripletTests,
  type EncoderTriplets,
  type RewordedTriplets,
  type Triplet,
  type TripletTests,
  type TripletTestsOptions,
} from './displays/text-encoder/triplet-tests.ts';
export type { TextEncoders, TextEncoding } from './displays/text-encoder/encoders.ts';
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
export type { NotebookSelection } from './protocol/selection.ts';
export { version } from './version.ts';
