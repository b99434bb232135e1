import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import {
  findingGrid,
  structuredReports,
  type FindingGridOptions,
} from '../../analysis/retrieval/structured-report.ts';
import { shareOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown, thumbnailsOf } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { knownLabels, type KnownLabels } from '../encoded-images/known-labels.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';
import { liveSheet } from '../sheet/live-sheet.ts';
import { judgeReports, trueFindings, type ImageReport, type JudgedReports } from './judged-reports.ts';
import { mostReports, reportSheet } from './report-sheet.ts';
import type { GeneratedReports } from './retrieve-reports.ts';

/** Where a finding is and how severe, as far as it is known. */
export interface FindingDetail {
  readonly finding: string;
  readonly location?: string | undefined;
  readonly severity?: string | undefined;
}

export interface GridReportsOptions extends BootstrapOptions {
  /** A finding is reported if it is there with more than this probability, in (0, 1); default 0.5. */
  readonly threshold?: number | undefined;
  /** `[images]`, findings that are there. */
  readonly truth?: readonly KnownLabels[] | undefined;
  /** `[images]`, places and severities of findings that are there, in the words of the grid; without them only findings are judged. */
  readonly details?: readonly (readonly FindingDetail[] | undefined)[] | undefined;
  /** Report of an image without any finding. */
  readonly normal?: string | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reports from prompts for every finding at every location and severity (after FlexR, Keicher et al. 2022), scored by the findings
 * they name. The sentences are prompts, not written by anyone for this image, and are no medical report.
 * @throws Failure `images-needed`, `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`, `embedding-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function gridReports(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'> & { readonly model: Pick<Clip['model'], 'logitScale'> },
  images: readonly ImageSource[],
  grid: FindingGridOptions,
  options: GridReportsOptions = {},
): Promise<GeneratedReports> {
  const { threshold = 0.5, truth, details, normal, signal } = options;
  const { resamples = 1000, level = 0.95, seed = 0, logitScale = clip.model.logitScale } = options;
  shareOption('threshold', threshold);
  const filled = findingGrid(grid);
  const findings = [...new Set(grid.findings)];
  const known = knownLabels(truth, images.length, findings);
  if (details && details.length !== images.length)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.length,
      right: 'details',
      rightCount: details.length,
    });
  const bank = textVectors(clip);
  const vectors = await bank.of(filled.texts, signal);
  const shown = await encodeShown(clip, images, { task: 'make reports of', signal });
  const { embeddings, places } = shown;
  const there = places.map(place => trueFindings(known[place], findings));

  const compose = (limit: number): { limit: number; judged: JudgedReports } => {
    const found = structuredReports(embeddings, vectors, filled, {
      logitScale,
      threshold: limit,
      ...(normal !== undefined && { normal }),
    });
    const reports = found.map(({ present, report }, row) => ({
      image: embeddings.ids[row]!,
      report,
      sentences: [...present]
        .sort((one, other) => other.probability - one.probability)
        .map(cell => ({
          text: cell.sentence,
          score: cell.probability,
          verdict: verdictOf(cell, there[row], details?.[places[row]!]),
        })),
      findings: [...new Set(present.map(({ finding }) => finding))],
    }));
    return { limit, judged: judgeReports(reports, there, findings, { resamples, level, seed }) };
  };

  const first = compose(threshold);
  const rows = Array.from({ length: Math.min(mostReports, embeddings.count) }, (_, row) => row);
  const thumbnails = await thumbnailsOf(shown, rows, signal);
  const made = new Date().toISOString();
  const limits = [...new Set([0.3, 0.5, 0.7, 0.9, threshold])].sort((one, other) => one - other).map(String);
  const sheet = liveSheet({
    first,
    draw: ({ limit, judged }, edited) =>
      reportSheet({
        title: 'Reports by a grid of prompts',
        how: `${filled.texts.length.toLocaleString('en')} prompts for ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}${filled.cells.length > findings.length ? `, each in its places (${filled.cells.length} in all)` : ''}; what is there with more than ${limit} is reported, with its probability.`,
        judged,
        embeddings,
        thumbnails,
        level,
        choice: {
          kind: 'choice',
          id: 'threshold',
          title: 'Reported above',
          note: 'Chosen by looking at these scores it flatters them; choose it on other images.',
          options: limits,
          value: String(limit),
        },
        cautions: [
          details
            ? 'Micro and macro F1 judge findings. ! marks a finding that is there, but not in this place or not of this severity.'
            : 'Only findings are judged here, neither places nor severities: give `details` for those.',
        ],
        edited,
      }),
    provenance: ({ limit }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        seed,
        made,
        choices: {
          findings: findings.join(', '),
          prompts: filled.texts.length,
          threshold: limit,
          'logit scale': Number(logitScale.toPrecision(6)),
          resamples,
          level,
        },
      }),
    change: (_, edit) => {
      if (edit.kind !== 'set-choice' || edit.part !== 'threshold' || !limits.includes(edit.option))
        throw failure('view-message', { view: 'reports' });
      return compose(Number(edit.option));
    },
  });
  return {
    ...first.judged,
    failures: embeddings.failures,
    ...sheet,
    latest: () => sheet.latest().judged,
  };
}

function verdictOf(
  { finding, location, severity }: FindingDetail,
  there: readonly string[] | undefined,
  details: readonly FindingDetail[] | undefined,
): ImageReport['sentences'][number]['verdict'] {
  if (there === undefined) return undefined;
  if (!there.includes(finding)) return 'wrong';
  const own = details?.filter(detail => detail.finding === finding) ?? [];
  const fits = (said: string | undefined, known: string | undefined): boolean =>
    said === undefined || known === undefined || said === known;
  const agrees =
    own.length === 0 ||
    own.some(detail => fits(location, detail.location) && fits(severity, detail.severity));
  return agrees ? 'right' : 'elsewhere';
}
