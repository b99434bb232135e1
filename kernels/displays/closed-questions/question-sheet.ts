import type { CardsPart, SheetCard, SheetData, TablePart } from '../../../webviews/protocol/sheet.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { unreadableCaution } from '../encoded-images/encoded-images.ts';
import { truncatedCaution } from '../encoded-images/text-vectors.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import type { ClosedAnswers, QuestionAnswer } from './closed-questions.ts';
import type { QuestionType } from './question-types.ts';

/** What the sheet shows. */
export interface QuestionPicture extends Pick<ClosedAnswers, 'answers' | 'accuracy' | 'types'> {
  /** `[answers]`, row of the image of each. */
  readonly rows: readonly number[];
  /** Rows that have cards. */
  readonly drawn: readonly number[];
  readonly embeddings: ImageEmbeddings;
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly level: number;
  readonly cut: readonly string[];
}

/** Images with cards; the value holds the answers for all. */
export const mostImages = 12;

export function questionSheet(picture: QuestionPicture): SheetData {
  const { types, embeddings, cut } = picture;
  const blind = types.filter(({ accuracy, commonest }) => accuracy.value <= commonest);
  return {
    title: 'Closed questions',
    summary: summaryOf(picture),
    cautions: [
      ...(blind.length === 0
        ? []
        : [
            `No better than always giving the commonest answer, without looking: ${blind.map(({ type }) => type).join(', ')}.`,
          ]),
      ...unreadableCaution(embeddings),
      ...truncatedCaution(cut),
    ],
    parts: [...(types.length === 0 ? [] : [typeTable(types, picture.level)]), answerCards(picture)],
    edited: false,
  };
}

function summaryOf({ answers, accuracy, embeddings }: QuestionPicture): string {
  const asked = `${counted(answers.length, 'question')} about ${counted(embeddings.count, 'image')}`;
  if (!accuracy) return `${asked}; no true answer is known.`;
  const { low, high } = accuracy.interval;
  return `${asked}: ${(accuracy.value * 100).toFixed(0)} % answered rightly [${(low * 100).toFixed(0)}, ${(high * 100).toFixed(0)}].`;
}

function typeTable(types: readonly QuestionType[], level: number): TablePart {
  return {
    kind: 'table',
    id: 'types',
    title: 'Accuracy by type of question',
    note: `Brackets: ${level * 100} % interval of a bootstrap over questions. Guessing: one of the answers at random. Commonest: always the answer that is most often true of that question, without looking at any image.`,
    columns: [
      textColumn(
        'type',
        types.map(({ type }) => type),
      ),
      estimateColumn(
        'accuracy',
        types.map(({ accuracy }) => ({ value: accuracy.value, ...accuracy.interval })),
      ),
      numberColumn(
        'guessing',
        types.map(({ guessing }) => guessing),
      ),
      numberColumn(
        'commonest',
        types.map(({ commonest }) => commonest),
      ),
      numberColumn(
        'questions',
        types.map(({ count }) => count),
        { digits: 0 },
      ),
    ],
    total: types.length,
  };
}

function answerCards({ answers, rows, drawn, thumbnails, embeddings }: QuestionPicture): CardsPart {
  const total = new Set(rows).size;
  return {
    kind: 'cards',
    id: 'answers',
    title: 'Answers',
    note: `Bars: share of each answer of one question. The model ranks the answers given; it cannot say that none fits.${drawn.length < total ? ` The first ${drawn.length} of ${total} images.` : ''}`,
    groups: drawn.map(row => ({
      title: embeddings.ids[row]!,
      item: { kind: 'image', name: embeddings.ids[row]! },
      cards: answers
        .filter((_, at) => rows[at] === row)
        .map((answer, at) => cardOf(answer, at === 0 ? thumbnails.get(row) : undefined)),
    })),
  };
}

/** The picture stands once, at the first question. */
function cardOf(
  { question, probabilities, best, right }: QuestionAnswer,
  thumbnail: string | undefined,
): SheetCard {
  return {
    title: question.question,
    thumbnail,
    ...(right !== undefined && { mark: right ? 'good' : 'bad' }),
    lines: question.answers.map((answer, at) => ({
      text: at === best ? `▸ ${answer}` : answer,
      share: probabilities[at]!,
      value: `${(probabilities[at]! * 100).toFixed(0)} %`,
      ...(at === question.correct && { mark: 'good' as const }),
      ...(at === best && right === false && { mark: 'bad' as const }),
    })),
  };
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}
