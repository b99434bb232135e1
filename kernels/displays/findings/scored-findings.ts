import { findingAccuracy, type FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import { calledFindings, findingThresholds } from '../../analysis/findings/finding-measures.ts';
import { findingPrompts, findingTexts } from '../../analysis/findings/finding-prompts.ts';
import {
  meanFindingScores,
  scoresOfCosines,
  type FindingScores,
} from '../../analysis/findings/finding-scores.ts';
import type { CosineBank } from '../labelled-images/cosine-bank.ts';
import { columnKeeper } from '../labelled-images/column-keeper.ts';
import { curvesOf, type FindingCurves } from './curves.ts';
import { templateEnsemble, type TemplateEnsemble } from './ensemble.ts';
import type { FindingRule, FindingScoringName } from './options.ts';
import { pairLines, type TemplatePairs } from './template-pairs.ts';
import type { TuningRows } from './tuning.ts';

/** Findings by one set of templates. */
export interface ScoredFindings {
  readonly templates: TemplatePairs;
  readonly scoring: FindingScoringName;
  readonly rule: FindingRule;
  /** `[images, findings]` of the images of the cell. */
  readonly probability: Float64Array;
  readonly called: Uint8Array;
  /** `[findings]`; undefined where the rule finds none, and 0.5 is taken. */
  readonly chosen: readonly (number | undefined)[];
  readonly thresholds: readonly number[];
  readonly accuracy: readonly (FindingAccuracy & { readonly curves: FindingCurves | undefined })[];
  readonly ensemble: TemplateEnsemble | undefined;
  readonly truncated: readonly string[];
}

export interface FindingsScoring {
  readonly findings: readonly string[];
  readonly wordings: Readonly<Record<string, readonly string[]>>;
  /** One of each model. */
  readonly banks: readonly { readonly bank: CosineBank; readonly temperature: number }[];
  /** `[rows, findings]`, of the images of the cell, then of those for choosing thresholds. */
  readonly labels: readonly (boolean | undefined)[];
  /** Images of the cell. */
  readonly images: number;
  readonly rows: TuningRows;
  readonly level: number;
  readonly seed: number;
}

/** What can be set in the picture. */
export type FindingsSetting = Pick<ScoredFindings, 'templates' | 'scoring' | 'rule'>;

/** Scores templates: texts that were there before are neither encoded nor multiplied again. */
export function findingsScorer(scoring: FindingsScoring): {
  score(setting: FindingsSetting, signal?: AbortSignal): Promise<ScoredFindings>;
} {
  const { findings, wordings, banks, labels, images, rows, level, seed } = scoring;
  const count = findings.length;
  const measuredLabels = rows.measured.flatMap(row => labels.slice(row * count, (row + 1) * count));
  const labelColumns = columnsOf(measuredLabels, count);
  const known = measuredLabels.some(label => label !== undefined);
  const measure = columnKeeper(measuredLabels, count, (own, probability, called) => ({
    ...findingAccuracy(own, probability, called, { level, seed }),
    curves: curvesOf(own, probability),
  }));
  const scored = (templates: TemplatePairs, name: FindingScoringName): FindingScores => {
    const prompts = findingPrompts(findings, { ...templates, wordings });
    const texts = findingTexts(prompts);
    return meanFindingScores(
      banks.map(({ bank, temperature }) =>
        scoresOfCosines(
          bank.cosines(texts),
          prompts,
          name === 'z-scores'
            ? { mode: 'standardised' }
            : { temperature: name === 'temperature' ? temperature : 1 },
        ),
      ),
    );
  };
  return {
    score: async ({ templates, scoring: name, rule }, signal) => {
      const texts = findingTexts(findingPrompts(findings, { ...templates, wordings }));
      for (const { bank } of banks) await bank.learn(texts, signal);
      const scores = scored(templates, name);
      const chosen = thresholdsOf(pick(scores, rows.tuning), rule, labels, rows.tuning);
      const thresholds = findings.map((_, finding) => chosen[finding] ?? 0.5);
      const shown: FindingScores = {
        ...scores,
        images,
        probability: scores.probability.subarray(0, images * count),
      };
      const called = calledFindings(shown, thresholds);
      const measured = pick(scores, rows.measured);
      const { positive, negative } = templates;
      const single = known && positive.length > 1 ? positive : [];
      return {
        templates,
        scoring: name,
        rule,
        probability: shown.probability,
        called,
        chosen,
        thresholds,
        accuracy: measure(measured.probability, calledFindings(measured, thresholds)),
        ensemble: templateEnsemble(
          labelColumns,
          columnsOf(measured.probability, count).map(column => Float64Array.from(column)),
          single.map((template, at) => {
            const own = { positive: [template], negative: [negative[at]!] };
            const { probability } = pick(scored(own, name), rows.measured);
            return {
              template: pairLines(own)[0]!,
              scores: columnsOf(probability, count).map(column => Float64Array.from(column)),
            };
          }),
          level,
        ),
        truncated: [...new Set(banks.flatMap(({ bank }) => bank.truncated(texts)))],
      };
    },
  };
}

function thresholdsOf(
  scores: FindingScores,
  rule: FindingRule,
  labels: readonly (boolean | undefined)[],
  rows: readonly number[],
): (number | undefined)[] {
  const count = scores.findings.length;
  if (rule === '0.5' || rows.length === 0) return scores.findings.map(() => undefined);
  const own = rows.flatMap(row => labels.slice(row * count, (row + 1) * count));
  return findingThresholds(scores, own, rule === 'Youden' ? 'youden' : 'matthews').map(
    found => found?.threshold,
  );
}

function pick({ findings, probability }: FindingScores, rows: readonly number[]): FindingScores {
  const count = findings.length;
  const own = new Float64Array(rows.length * count);
  rows.forEach((row, at) => own.set(probability.subarray(row * count, (row + 1) * count), at * count));
  return { findings, images: rows.length, probability: own };
}

/** `[columns][rows]` of `[rows, columns]`. */
function columnsOf<Value>(values: ArrayLike<Value>, columns: number): Value[][] {
  return Array.from({ length: columns }, (_, column) =>
    Array.from({ length: values.length / columns }, (__, row) => values[row * columns + column]!),
  );
}
