import type {
  CardLine,
  CardsPart,
  ChoicePart,
  SheetCard,
  SheetData,
  SheetMark,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import type { ReportLabelEstimates } from '../../analysis/retrieval/report-label-estimates.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { unreadableCaution } from '../encoded-images/encoded-images.ts';
import { shortened } from '../encoded-images/text-vectors.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import type { ImageReport, JudgedReports, ReportSentence } from './judged-reports.ts';

/** What the sheet shows. */
export interface ReportPicture {
  readonly title: string;
  /** How the reports came about. */
  readonly how: string;
  readonly judged: JudgedReports;
  readonly embeddings: ImageEmbeddings;
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly level: number;
  readonly choice: ChoicePart;
  readonly cautions: readonly string[];
  readonly edited: boolean;
}

/** Reports that are drawn; the value holds all. */
export const mostReports = 16;

/** Sentences of one card. */
const mostSentences = 12;

export function reportSheet(picture: ReportPicture): SheetData {
  const { title, how, judged, embeddings, choice, cautions, edited, level } = picture;
  return {
    title,
    summary: `${how} ${scoreSentence(judged)}`,
    cautions: [
      'These texts are retrieved, not written: no one read these images. They are no medical reports and must not be used as such.',
      ...cautions,
      ...unreadableCaution(embeddings),
    ],
    parts: [choice, ...(judged.scores ? [scoreTable(judged.scores, level)] : []), reportCards(picture)],
    edited,
  };
}

function scoreSentence({ scores, reports }: JudgedReports): string {
  const count = `${reports.length.toLocaleString('en')} ${reports.length === 1 ? 'report' : 'reports'}`;
  if (scores?.micro.value === undefined) return `${count}; no truth is known, so nothing is scored.`;
  const { value, interval, dealt } = scores.micro;
  const range = interval ? ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]` : '';
  const random = dealt === undefined ? '' : `; the same reports dealt at random reach ${dealt.toFixed(2)}`;
  return `${count}, label F1 (micro) ${value.toFixed(2)}${range}${random}.`;
}

function scoreTable({ micro, macro, perFinding }: ReportLabelEstimates, level: number): TablePart {
  const rows = [
    { finding: 'all together (micro)', ...micro },
    { finding: 'mean (macro)', ...macro },
    ...perFinding,
  ];
  const count = (key: 'support' | 'named' | 'right'): (number | undefined)[] => [
    undefined,
    undefined,
    ...perFinding.map(each => each[key]),
  ];
  return {
    kind: 'table',
    id: 'scores',
    title: 'Label F1',
    note: `Brackets: ${level * 100} % interval of a bootstrap over images. By chance: mean of the same reports given to images at random, which is what naming common findings often gives by itself.`,
    columns: [
      textColumn(
        'finding',
        rows.map(({ finding }) => finding),
      ),
      estimateColumn(
        'F1',
        rows.map(({ value, interval }) =>
          value === undefined ? undefined : { value, low: interval?.low, high: interval?.high },
        ),
      ),
      numberColumn(
        'by chance',
        rows.map(({ dealt }) => dealt),
      ),
      numberColumn('images with it', count('support'), { digits: 0 }),
      numberColumn('reports naming it', count('named'), { digits: 0 }),
      numberColumn('of them right', count('right'), { digits: 0 }),
    ],
    total: rows.length,
  };
}

function reportCards({ judged, thumbnails, embeddings }: ReportPicture): CardsPart {
  const shown = judged.reports.slice(0, mostReports);
  const marked = shown.some(({ missed }) => missed !== undefined);
  const cut =
    shown.length < judged.reports.length ? ` The first ${shown.length} of ${judged.reports.length}.` : '';
  return {
    kind: 'cards',
    id: 'reports',
    title: 'Reports',
    note: `${marked ? '✓ right, ✗ wrong, by what is known of the image; sentences that speak of no finding have no mark.' : 'No truth was given.'}${cut}`,
    groups: [
      {
        title: '',
        cards: shown.map((report, row) => ({
          ...cardOf(report),
          thumbnail: thumbnails.get(row),
          item: { kind: 'image' as const, name: embeddings.ids[row]! },
        })),
      },
    ],
  };
}

function cardOf({ image, report, sentences, missed }: ImageReport): SheetCard {
  const lines: CardLine[] = sentences.slice(0, mostSentences).map(sentence => ({
    text: shortened(sentence.text, 240),
    value: sentence.score.toFixed(2),
    ...markOf(sentence),
  }));
  if (sentences.length === 0) lines.push({ text: shortened(report, 240) });
  if (sentences.length > mostSentences) lines.push({ text: `and ${sentences.length - mostSentences} more` });
  if (missed !== undefined && missed.length > 0)
    lines.push({ text: `missed: ${missed.join(', ')}`, mark: 'caution' });
  const wrong = sentences.some(({ verdict }) => verdict === 'wrong');
  const mark: SheetMark = wrong || (missed?.length ?? 0) > 0 ? 'bad' : 'good';
  return { title: image, ...(missed !== undefined && { mark }), lines };
}

function markOf({ verdict }: ReportSentence): { mark?: SheetMark } {
  if (verdict === undefined) return {};
  return { mark: verdict === 'right' ? 'good' : verdict === 'wrong' ? 'bad' : 'caution' };
}
