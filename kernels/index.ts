export {
  contrastiveLoss,
  type ContrastiveLoss,
  type TargetMatrices,
} from './analysis/contrastive-loss/contrastive-loss.ts';
export { falseNegativesOf, type FalseNegatives } from './analysis/contrastive-loss/false-negatives.ts';
export { labelTargets, triageTargets, type TriageTargets } from './analysis/contrastive-loss/soft-targets.ts';
export { groupCurves, type GroupCurve } from './analysis/distributions/group-curves.ts';
export { groupMargins, type GroupMargin } from './analysis/distributions/margins.ts';
export type { EmbeddingGroup } from './analysis/distributions/pairs.ts';
export type { ChanceSeparation } from './analysis/distributions/resampling.ts';
export type { Separation } from './analysis/distributions/separation.ts';
export {
  similarityDistribution,
  type SimilarityDistribution,
  type SimilarityDistributionOptions,
} from './analysis/distributions/similarity-distribution.ts';
export { anisotropy, type Anisotropy } from './analysis/embedding-space/anisotropy.ts';
export { hubness, type Hubness } from './analysis/embedding-space/hubness.ts';
export {
  alignment,
  modalityGap,
  uniformity,
  type ModalityGap,
} from './analysis/embedding-space/image-text-geometry.ts';
export { nearDuplicates, type NearDuplicate } from './analysis/embedding-space/near-duplicates.ts';
export { tripletTest, type TripletTest } from './analysis/embedding-space/triplet-test.ts';
export type { Vectors } from './analysis/embedding-space/unit-rows.ts';
export {
  chestXrayRelations,
  contradictions,
  type Contradiction,
  type FindingRelation,
} from './analysis/explained-diagnosis/contradictions.ts';
export {
  descriptorPrompts,
  descriptorTexts,
  type DescriptorLists,
  type DescriptorPrompt,
  type DescriptorTemplates,
} from './analysis/explained-diagnosis/descriptor-prompts.ts';
export {
  brainMriDescriptors,
  chestXrayDescriptors,
  dermoscopyDescriptors,
  fundusDescriptors,
  histologyDescriptors,
  mammogramDescriptors,
  retinalOctDescriptors,
} from './analysis/explained-diagnosis/descriptors/index.ts';
export {
  explainedDiagnosis,
  type ExplainedDiagnosis,
  type ExplainedDiagnosisOptions,
} from './analysis/explained-diagnosis/explained-diagnosis.ts';
export type { TrainingOptions } from './analysis/few-labels/adam.ts';
export { clipAdapter, type ClipAdapterOptions } from './analysis/few-labels/clip-adapter.ts';
export {
  drawShots,
  fewShotCurve,
  fewShotPoint,
  type FewLabelsMethod,
  type FewShotCurveOptions,
  type FewShotPoint,
} from './analysis/few-labels/few-shot-curve.ts';
export { likeliest, type FewLabelsModel, type LabelledRows } from './analysis/few-labels/labelled-rows.ts';
export {
  linearProbe,
  type LinearProbe,
  type LinearProbeOptions,
} from './analysis/few-labels/linear-probe.ts';
export {
  logisticRegression,
  type LogisticRegression,
  type LogisticRegressionOptions,
} from './analysis/few-labels/logistic-regression.ts';
export { nearestNeighbors, type NearestNeighborsOptions } from './analysis/few-labels/nearest-neighbors.ts';
export {
  tunePrompts,
  type PromptTuningOptions,
  type TunedPrompts,
} from './analysis/few-labels/prompt-tuning.ts';
export { textClassifier, type TextClasses } from './analysis/few-labels/text-classifier.ts';
export {
  tipAdapter,
  tunedTipAdapter,
  type TipAdapter,
  type TipAdapterOptions,
} from './analysis/few-labels/tip-adapter.ts';
export { findingAccuracy, type FindingAccuracy } from './analysis/findings/finding-accuracy.ts';
export {
  calledFindings,
  findingMeasures,
  findingThresholds,
  type FindingLabels,
  type FindingMeasures,
} from './analysis/findings/finding-measures.ts';
export {
  findingPrompts,
  findingTexts,
  type FindingPrompts,
  type FindingTemplates,
} from './analysis/findings/finding-prompts.ts';
export {
  findingScores,
  meanFindingScores,
  type FindingScores,
  type FindingScoringOptions,
} from './analysis/findings/finding-scores.ts';
export {
  binaryScores,
  matthewsThreshold,
  youdenThreshold,
  type BinaryScores,
  type ChosenThreshold,
} from './analysis/metrics/binary-scores.ts';
export { bootstrapCounts, type CountStatistics } from './analysis/metrics/bootstrap-counts.ts';
export {
  bootstrapAuroc,
  bootstrapCases,
  type BootstrapEstimate,
  type BootstrapOptions,
} from './analysis/metrics/bootstrap.ts';
export {
  brierScore,
  calibration,
  logLoss,
  type Calibration,
  type ReliabilityBin,
} from './analysis/metrics/calibration.ts';
export {
  classificationScores,
  confusionMatrix,
  type ClassificationScores,
  type ConfusionMatrix,
} from './analysis/metrics/class-scores.ts';
export {
  aurocEstimate,
  compareAurocs,
  type AurocComparison,
  type AurocEstimate,
} from './analysis/metrics/delong.ts';
export {
  meanAuroc,
  meanAurocDifference,
  meanAurocEstimate,
  type MeanAuroc,
  type MeanAurocEstimate,
} from './analysis/metrics/mean-auroc.ts';
export { holmCorrected } from './analysis/metrics/holm.ts';
export { mcNemar, type McNemarTest } from './analysis/metrics/mcnemar.ts';
export {
  meanAveragePrecision,
  multiLabelAuroc,
  oneVersusRestAuroc,
  topKAccuracy,
  type MacroScore,
} from './analysis/metrics/multi-class.ts';
export {
  averagePrecision,
  precisionRecallCurve,
  type PrecisionRecallCurve,
} from './analysis/metrics/precision-recall.ts';
export { normalisedGain, retrievalScores, type RetrievalScores } from './analysis/metrics/retrieval.ts';
export { auroc, rocCurve, type RocCurve } from './analysis/metrics/roc.ts';
export { fitTemperature, type FittedTemperature } from './analysis/metrics/temperature.ts';
export { clipBenchmarkFiles, type ClipBenchmarkFiles } from './analysis/prompt-grid/clip-benchmark.ts';
export {
  compareVariants,
  promptSensitivity,
  type PromptSensitivity,
  type VariantComparison,
} from './analysis/prompt-grid/compare-variants.ts';
export { factorEffects, type FactorEffect } from './analysis/prompt-grid/factor-effects.ts';
export { heldOutChoice, type HeldOutChoice } from './analysis/prompt-grid/held-out-choice.ts';
export {
  promptGrid,
  type ImageMetadata,
  type PromptGrid,
  type PromptGridOptions,
  type PromptGridVariant,
} from './analysis/prompt-grid/prompt-grid.ts';
export {
  scorePromptGrid,
  type GridLabels,
  type PromptGridScoring,
  type ScoredPromptGrid,
} from './analysis/prompt-grid/score-prompt-grid.ts';
export type { ScoredVariant } from './analysis/prompt-grid/variant-scorer.ts';
export type { VariantCalibration } from './analysis/prompt-variants/calibration.ts';
export type { MeasureEstimate } from './analysis/prompt-variants/estimate.ts';
export type { VariantMeasure, VariantMeasures } from './analysis/prompt-variants/measures.ts';
export {
  answerQuestions,
  answerTexts,
  type AnsweredQuestions,
  type ClosedQuestion,
} from './analysis/retrieval/answer-questions.ts';
export {
  conceptPrompts,
  conceptScores,
  conceptTemplates,
  dermatologyTemplates,
  type ConceptPrompts,
  type ConceptScores,
  type ConceptTemplate,
} from './analysis/retrieval/concept-scores.ts';
export {
  nearestSentences,
  type NearestSentencesOptions,
  type RetrievedReport,
} from './analysis/retrieval/nearest-sentences.ts';
export {
  chanceRanks,
  rankEstimates,
  type ChanceRanks,
  type RankEstimate,
  type RankEstimates,
} from './analysis/retrieval/rank-estimates.ts';
export {
  reportLabelEstimates,
  type LabelEstimate,
  type ReportLabelEstimates,
} from './analysis/retrieval/report-label-estimates.ts';
export {
  reportLabels,
  reportLabelScores,
  reportStatements,
  type ReportLabelScores,
  type ReportStatement,
} from './analysis/retrieval/report-labels.ts';
export {
  nearestEntries,
  retrieveBothWays,
  type NearestEntries,
  type RetrievalBothWays,
  type RetrievalOptions,
} from './analysis/retrieval/retrieve.ts';
export {
  findingGrid,
  structuredReports,
  type FindingGrid,
  type FindingGridOptions,
  type StructuredReport,
} from './analysis/retrieval/structured-report.ts';
export { everydayPrompts } from './analysis/vocabulary/everyday-prompts.ts';
export { medicalTriplets } from './analysis/vocabulary/triplets/medical-triplets.ts';
export type { MedicalTriplet, TripletKind } from './analysis/vocabulary/triplets/triplet.ts';
export {
  project,
  type Projection,
  type ProjectionFrame,
  type ProjectOptions,
} from './analysis/projections/project.ts';
export { projectionQuality, type ProjectionQuality } from './analysis/projections/quality.ts';
export { classProbabilities, cosineSimilarity } from './analysis/similarity.ts';
export {
  rankClasses,
  type ZeroShotRanking,
  type ZeroShotRankingOptions,
} from './analysis/zero-shot-ranking.ts';
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
