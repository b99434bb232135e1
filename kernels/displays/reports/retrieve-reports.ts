import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import { nearestSentences } from '../../analysis/retrieval/nearest-sentences.ts';
import { reportLabels, reportStatements } from '../../analysis/retrieval/report-labels.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown, thumbnailsOf } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { knownLabels, type KnownLabels } from '../encoded-images/known-labels.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import {
  judgeReports,
  labelsNamed,
  trueFindings,
  type ImageReport,
  type JudgedReports,
} from './judged-reports.ts';
import { mostReports, reportSheet } from './report-sheet.ts';

export interface RetrieveReportsOptions extends BootstrapOptions {
  /** Sentences of a report; default 6, as CXR-RePaiR. */
  readonly k?: number | undefined;
  /** `[images]`, findings that are there. */
  readonly truth?: readonly KnownLabels[] | undefined;
  /** Words that name each finding; by default its own name. */
  readonly terms?: Readonly<Record<string, readonly string[]>> | undefined;
  /** `[images]`, CXR-RePaiR's Select: true for an image without finding, whose report has one sentence. */
  readonly normal?: readonly boolean[] | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Reports, as data and as a picture; `latest()` gives those of the choice that was last made in the picture. */
export interface GeneratedReports extends JudgedReports, LiveSheet<JudgedReports> {
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
}

/**
 * Reports made of the sentences nearest to each image (CXR-RePaiR, Endo et al. 2021), scored by the findings they name and deny.
 * The text is retrieved, not written, and is no medical report.
 * @param sentences of other reports; those that occur several times are taken once.
 * @throws Failure `images-needed`, `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`, `embedding-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function retrieveReports(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'>,
  images: readonly ImageSource[],
  sentences: readonly string[],
  options: RetrieveReportsOptions = {},
): Promise<GeneratedReports> {
  const { k = 6, truth, normal, signal } = options;
  const { resamples = 1000, level = 0.95, seed = 0 } = options;
  wholeOption('k', k, 1);
  const terms = options.terms ?? Object.fromEntries(labelsNamed(truth).map(name => [name, [name]]));
  const findings = Object.keys(terms);
  const known = knownLabels(truth, images.length, findings);
  if (normal && normal.length !== images.length)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.length,
      right: 'normal',
      rightCount: normal.length,
    });
  const corpus = [...new Set(sentences.map(sentence => sentence.trim()))].filter(each => each !== '');
  if (corpus.length === 0) throw failure('values-empty', { what: 'the list of sentences' });
  const bank = textVectors(clip);
  const vectors = await bank.of(corpus, signal);
  const shown = await encodeShown(clip, images, { task: 'make reports of', signal });
  const { embeddings, places } = shown;
  const there = places.map(place => trueFindings(known[place], findings));

  const compose = async (count: number): Promise<{ count: number; judged: JudgedReports }> => {
    const found = await nearestSentences(embeddings, vectors, corpus, {
      k: count,
      ...(normal && { normal: places.map(place => normal[place]!) }),
    });
    const reports = found.map(({ sentences: chosen, report }, row) => ({
      image: embeddings.ids[row]!,
      report,
      sentences: chosen.map(({ text, cosine }) => ({
        text,
        score: cosine,
        verdict: verdictOf(text, terms, there[row]),
      })),
      findings: reportLabels(report, terms),
    }));
    return { count, judged: judgeReports(reports, there, findings, { resamples, level, seed }) };
  };

  const first = await compose(k);
  const rows = Array.from({ length: Math.min(mostReports, embeddings.count) }, (_, row) => row);
  const thumbnails = await thumbnailsOf(shown, rows, signal);
  const made = new Date().toISOString();
  const counts = [...new Set([1, 2, 4, 6, k])].sort((one, other) => one - other).map(String);
  const sheet = liveSheet({
    first,
    draw: ({ count, judged }, edited) =>
      reportSheet({
        title: 'Reports by nearest sentences',
        how: `The ${count === 1 ? 'sentence' : `${count} sentences`} of ${corpus.length.toLocaleString('en')} nearest to each image, with the cosine.`,
        judged,
        embeddings,
        thumbnails,
        level,
        choice: {
          kind: 'choice',
          id: 'sentences',
          title: 'Sentences of a report',
          options: counts,
          value: String(count),
        },
        cautions: [
          'A finding counts as named if its word stands in a clause without a word of negation before it; a trained labeller would also know doubt.',
        ],
        edited,
      }),
    provenance: ({ count }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        seed,
        made,
        choices: { sentences: corpus.length, k: count, findings: findings.join(', '), resamples, level },
      }),
    change: (_, edit) => {
      if (edit.kind !== 'set-choice' || edit.part !== 'sentences' || !counts.includes(edit.option))
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

/** Wrong if one of its statements is; undefined if it says nothing of the findings. */
function verdictOf(
  sentence: string,
  terms: Readonly<Record<string, readonly string[]>>,
  there: readonly string[] | undefined,
): ImageReport['sentences'][number]['verdict'] {
  if (there === undefined) return undefined;
  const statements = reportStatements(sentence, terms);
  if (statements.length === 0) return undefined;
  return statements.every(({ finding, denied }) => there.includes(finding) !== denied) ? 'right' : 'wrong';
}
