export {
  contrastiveLoss,
  type ContrastiveLoss,
  type TargetMatrices,
} from './contrastive-loss/contrastive-loss.ts';
export { falseNegativesOf, type FalseNegatives } from './contrastive-loss/false-negatives.ts';
export { labelTargets, triageTargets, type TriageTargets } from './contrastive-loss/soft-targets.ts';
export { groupCurves, type GroupCurve } from './distributions/group-curves.ts';
export { groupMargins, type GroupMargin } from './distributions/margins.ts';
export type { EmbeddingGroup } from './distributions/pairs.ts';
export type { ChanceSeparation } from './distributions/resampling.ts';
export type { Separation } from './distributions/separation.ts';
export {
  similarityDistribution,
  type SimilarityDistribution,
  type SimilarityDistributionOptions,
} from './distributions/similarity-distribution.ts';
export { anisotropy, type Anisotropy } from './embedding-space/anisotropy.ts';
export { hubness, type Hubness } from './embedding-space/hubness.ts';
export {
  alignment,
  modalityGap,
  uniformity,
  type ModalityGap,
} from './embedding-space/image-text-geometry.ts';
export { nearDuplicates, type NearDuplicate } from './embedding-space/near-duplicates.ts';
export { tripletTest, type TripletTest } from './embedding-space/triplet-test.ts';
export type { Vectors } from './embedding-space/unit-rows.ts';
export {
  chestXrayRelations,
  contradictions,
  type Contradiction,
  type FindingRelation,
} from './explained-diagnosis/contradictions.ts';
export {
  descriptorPrompts,
  descriptorTexts,
  type DescriptorLists,
  type DescriptorPrompt,
  type DescriptorTemplates,
} from './explained-diagnosis/descriptor-prompts.ts';
export {
  brainMriDescriptors,
  chestXrayDescriptors,
  dermoscopyDescriptors,
  fundusDescriptors,
  histologyDescriptors,
  mammogramDescriptors,
  retinalOctDescriptors,
} from './explained-diagnosis/descriptors/index.ts';
export {
  explainedDiagnosis,
  type ExplainedDiagnosis,
  type ExplainedDiagnosisOptions,
} from './explained-diagnosis/explained-diagnosis.ts';
export type { TrainingOptions } from './few-labels/adam.ts';
export { clipAdapter, type ClipAdapterOptions } from './few-labels/clip-adapter.ts';
export {
  drawShots,
  fewShotCurve,
  fewShotPoint,
  type FewLabelsMethod,
  type FewShotCurveOptions,
  type FewShotPoint,
} from './few-labels/few-shot-curve.ts';
export { likeliest, type FewLabelsModel, type LabelledRows } from './few-labels/labelled-rows.ts';
export { linearProbe, type LinearProbe, type LinearProbeOptions } from './few-labels/linear-probe.ts';
export {
  logisticRegression,
  type LogisticRegression,
  type LogisticRegressionOptions,
} from './few-labels/logistic-regression.ts';
export { nearestNeighbors, type NearestNeighborsOptions } from './few-labels/nearest-neighbors.ts';
export { tunePrompts, type PromptTuningOptions, type TunedPrompts } from './few-labels/prompt-tuning.ts';
export { textClassifier, type TextClasses } from './few-labels/text-classifier.ts';
export {
  tipAdapter,
  tunedTipAdapter,
  type TipAdapter,
  type TipAdapterOptions,
} from './few-labels/tip-adapter.ts';
export { findingAccuracy, type FindingAccuracy } from './findings/finding-accuracy.ts';
export {
  calledFindings,
  findingMeasures,
  findingThresholds,
  type FindingLabels,
  type FindingMeasures,
} from './findings/finding-measures.ts';
export {
  findingPrompts,
  findingTexts,
  type FindingPrompts,
  type FindingTemplates,
} from './findings/finding-prompts.ts';
export {
  findingScores,
  meanFindingScores,
  type FindingScores,
  type FindingScoringOptions,
} from './findings/finding-scores.ts';
export {
  binaryScores,
  matthewsThreshold,
  youdenThreshold,
  type BinaryScores,
  type ChosenThreshold,
} from './metrics/binary-scores.ts';
export { bootstrapCounts, type CountStatistics } from './metrics/bootstrap-counts.ts';
export {
  bootstrapAuroc,
  bootstrapCases,
  type BootstrapEstimate,
  type BootstrapOptions,
} from './metrics/bootstrap.ts';
export {
  brierScore,
  calibration,
  logLoss,
  type Calibration,
  type ReliabilityBin,
} from './metrics/calibration.ts';
export {
  classificationScores,
  confusionMatrix,
  type ClassificationScores,
  type ConfusionMatrix,
} from './metrics/class-scores.ts';
export { aurocEstimate, compareAurocs, type AurocComparison, type AurocEstimate } from './metrics/delong.ts';
export {
  meanAuroc,
  meanAurocDifference,
  meanAurocEstimate,
  type MeanAuroc,
  type MeanAurocEstimate,
} from './metrics/mean-auroc.ts';
export { holmCorrected } from './metrics/holm.ts';
export { mcNemar, type McNemarTest } from './metrics/mcnemar.ts';
export {
  meanAveragePrecision,
  multiLabelAuroc,
  oneVersusRestAuroc,
  topKAccuracy,
  type MacroScore,
} from './metrics/multi-class.ts';
export {
  averagePrecision,
  precisionRecallCurve,
  type PrecisionRecallCurve,
} from './metrics/precision-recall.ts';
export { normalisedGain, retrievalScores, type RetrievalScores } from './metrics/retrieval.ts';
export { auroc, rocCurve, type RocCurve } from './metrics/roc.ts';
export { fitTemperature, type FittedTemperature } from './metrics/temperature.ts';
export { clipBenchmarkFiles, type ClipBenchmarkFiles } from './prompt-grid/clip-benchmark.ts';
export {
  compareVariants,
  promptSensitivity,
  type PromptSensitivity,
  type VariantComparison,
} from './prompt-grid/compare-variants.ts';
export { factorEffects, type FactorEffect } from './prompt-grid/factor-effects.ts';
export { heldOutChoice, type HeldOutChoice } from './prompt-grid/held-out-choice.ts';
export {
  promptGrid,
  type ImageMetadata,
  type PromptGrid,
  type PromptGridOptions,
  type PromptGridVariant,
} from './prompt-grid/prompt-grid.ts';
export {
  scorePromptGrid,
  type GridLabels,
  type PromptGridScoring,
  type ScoredPromptGrid,
} from './prompt-grid/score-prompt-grid.ts';
export type { ScoredVariant } from './prompt-grid/variant-scorer.ts';
export type { VariantCalibration } from './prompt-variants/calibration.ts';
export type { MeasureEstimate } from './prompt-variants/estimate.ts';
export type { VariantMeasure, VariantMeasures } from './prompt-variants/measures.ts';
export {
  answerQuestions,
  answerTexts,
  type AnsweredQuestions,
  type ClosedQuestion,
} from './retrieval/answer-questions.ts';
export {
  conceptPrompts,
  conceptScores,
  conceptTemplates,
  dermatologyTemplates,
  type ConceptPrompts,
  type ConceptScores,
  type ConceptTemplate,
} from './retrieval/concept-scores.ts';
export {
  nearestSentences,
  type NearestSentencesOptions,
  type RetrievedReport,
} from './retrieval/nearest-sentences.ts';
export {
  chanceRanks,
  rankEstimates,
  type ChanceRanks,
  type RankEstimate,
  type RankEstimates,
} from './retrieval/rank-estimates.ts';
export {
  reportLabelEstimates,
  type LabelEstimate,
  type ReportLabelEstimates,
} from './retrieval/report-label-estimates.ts';
export {
  reportLabels,
  reportLabelScores,
  reportStatements,
  type ReportLabelScores,
  type ReportStatement,
} from './retrieval/report-labels.ts';
export {
  nearestEntries,
  retrieveBothWays,
  type NearestEntries,
  type RetrievalBothWays,
  type RetrievalOptions,
} from './retrieval/retrieve.ts';
export {
  findingGrid,
  structuredReports,
  type FindingGrid,
  type FindingGridOptions,
  type StructuredReport,
} from './retrieval/structured-report.ts';
export { everydayPrompts } from './vocabulary/everyday-prompts.ts';
export { medicalTriplets } from './vocabulary/triplets/medical-triplets.ts';
export type { MedicalTriplet, TripletKind } from './vocabulary/triplets/triplet.ts';
export {
  project,
  type Projection,
  type ProjectionFrame,
  type ProjectOptions,
} from './projections/project.ts';
export { projectionQuality, type ProjectionQuality } from './projections/quality.ts';
export { classProbabilities, cosineSimilarity } from './similarity.ts';
export { rankClasses, type ZeroShotRanking, type ZeroShotRankingOptions } from './zero-shot-ranking.ts';
export { commonDiseases, type Organ } from './vocabulary/diseases.ts';
export {
  segmentationLabels,
  segmentationTemplate,
  type SegmentationLabel,
} from './vocabulary/segmentation-labels.ts';
export { ensembleRows, zeroShotScores, type ZeroShotScores } from './zero-shot.ts';
