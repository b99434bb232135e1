import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import {
  reportLabelEstimates,
  type ReportLabelEstimates,
} from '../../analysis/retrieval/report-label-estimates.ts';
import type { KnownLabels } from '../encoded-images/known-labels.ts';

/** One sentence of a report. */
export interface ReportSentence {
  readonly text: string;
  /** Cosine in [-1, 1] of a retrieved sentence, probability in [0, 1] of one from a grid. */
  readonly score: number;
  /** Against the truth; `elsewhere` if the finding is there, but not in this place or of this severity; undefined if nothing is known. */
  readonly verdict: 'right' | 'elsewhere' | 'wrong' | undefined;
}

/** What was put together for one image. */
export interface ImageReport {
  readonly image: string;
  readonly report: string;
  readonly sentences: readonly ReportSentence[];
  /** Findings that the report names. */
  readonly findings: readonly string[];
  /** Findings that are there and that it does not name; undefined if truth is not known. */
  readonly missed: readonly string[] | undefined;
}

/** One measure of a set of reports. */
export interface ReportScoreRow {
  /** `micro`, `macro`, or a finding. */
  readonly of: string;
  readonly f1: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** The same reports dealt to the images at random. */
  readonly dealt: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/** Reports of images and how they compare with the truth. */
export interface JudgedReports {
  readonly reports: readonly ImageReport[];
  /** Label F1 with intervals over images; undefined if truth is not known of any. */
  readonly scores: ReportLabelEstimates | undefined;
  /** Label F1: micro, macro, then each finding. Empty without truth. */
  toTable(): ReportScoreRow[];
}

/** What is known of one image: the findings that are there; undefined unless all are known. */
export type TrueFindings = readonly string[] | undefined;

/**
 * Scores reports by the findings they name.
 * @param truth `[reports]`.
 */
export function judgeReports(
  reports: readonly Omit<ImageReport, 'missed'>[],
  truth: readonly TrueFindings[],
  findings: readonly string[],
  options: BootstrapOptions,
): JudgedReports {
  const judged = reports.flatMap((report, at) => {
    const there = truth[at];
    return there === undefined ? [] : [{ said: report.findings, there }];
  });
  const scores =
    judged.length === 0 || findings.length === 0
      ? undefined
      : reportLabelEstimates(
          judged.map(({ said }) => said),
          judged.map(({ there }) => there),
          findings,
          options,
        );
  return {
    reports: reports.map((report, at) => ({
      ...report,
      missed: truth[at]?.filter(finding => !report.findings.includes(finding)),
    })),
    scores,
    toTable: () => (scores === undefined ? [] : rowsOf(scores)),
  };
}

/** Every label that the truth names, in the order in which they come. */
export function labelsNamed(truth: readonly KnownLabels[] | undefined): string[] {
  const named = (truth ?? []).flatMap((own): readonly string[] => {
    if (own === undefined) return [];
    if (typeof own === 'string') return [own];
    return isList(own) ? own : Object.keys(own);
  });
  return [...new Set(named)];
}

/** Findings that are there; undefined unless each of them is known to be there or not. */
export function trueFindings(
  known: readonly (boolean | undefined)[] | undefined,
  findings: readonly string[],
): TrueFindings {
  return known === undefined || known.includes(undefined) ? undefined : findings.filter((_, at) => known[at]);
}

function rowsOf({ micro, macro, perFinding }: ReportLabelEstimates): ReportScoreRow[] {
  return [{ finding: 'micro', ...micro }, { finding: 'macro', ...macro }, ...perFinding].map(
    ({ finding, value, interval, dealt }) => ({
      of: finding,
      f1: value,
      low: interval?.low,
      high: interval?.high,
      dealt,
    }),
  );
}

function isList(value: readonly string[] | Readonly<Record<string, boolean>>): value is readonly string[] {
  return Array.isArray(value);
}
