import { findingAccuracy, type FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import { calledFindings, findingThresholds } from '../../analysis/findings/finding-measures.ts';
import { findingPrompts, findingTexts } from '../../analysis/findings/finding-prompts.ts';
import {
  meanFindingScores,
  scoresOfCosines,
  type FindingScores,
} from '../../analysis/findings/finding-scores.ts';
import { meanAuroc, type MeanAuroc } from '../../analysis/metrics/mean-auroc.ts';
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
  const known = measuredLabels.some(label => label !== undefined);
  const measure = columnKeeper(measuredLabels, count, ({ truth, probability, called }) => ({
    ...findingAccuracy(truth, probability, called, { level, seed }),
    curves: curvesOf(truth, probability),
  }));
  const labelColumns = labelColumnsOf(measuredLabels, count);
  let alone = new Map<string, MeanAuroc | undefined>();
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
  const reach = ({ probability }: FindingScores): MeanAuroc | undefined =>
    meanAuroc(labelColumns, columnsOf(probability, count));
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
      const singles = known && templates.positive.length > 1 ? pairLines(templates) : [];
      const next = new Map<string, MeanAuroc | undefined>();
      for (const [at, line] of singles.entries()) {
        const key = `${name}\n${line}`;
        const own = { positive: [templates.positive[at]!], negative: [templates.negative[at]!] };
        next.set(key, alone.has(key) ? alone.get(key) : reach(pick(scored(own, name), rows.measured)));
      }
      alone = next;
      return {
        templates,
        scoring: name,
        rule,
        probability: shown.probability,
        called,
        chosen,
        thresholds,
        accuracy: measure(measured.probability, calledFindings(measured, thresholds)),
        ensemble:
          singles.length === 0
            ? undefined
            : templateEnsemble(
                reach(measured),
                singles.map(line => ({ template: line, alone: next.get(`${name}\n${line}`) })),
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

/** `[findings][images]`. */
function labelColumnsOf(
  labels: readonly (boolean | undefined)[],
  findings: number,
): (boolean | undefined)[][] {
  return Array.from({ length: findings }, (_, finding) =>
    Array.from({ length: labels.length / findings }, (__, row) => labels[row * findings + finding]),
  );
}

/** `[findings][images]` of `[images, findings]`. */
function columnsOf(values: Float64Array, findings: number): Float64Array[] {
  return Array.from({ length: findings }, (_, finding) => {
    const column = new Float64Array(values.length / findings);
    for (let row = 0; row < column.length; row++) column[row] = values[row * findings + finding]!;
    return column;
  });
}
