import type { BootstrapEstimate, BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import {
  answerQuestions,
  answerTexts,
  type AnsweredQuestion,
  type ClosedQuestion,
} from '../../analysis/retrieval/answer-questions.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown, thumbnailsOf } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { baselinesOf, type QuestionType } from './question-types.ts';
import { mostImages, questionSheet } from './question-sheet.ts';

export interface ClosedQuestionsOptions extends BootstrapOptions {
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A question and what was answered. */
export interface QuestionAnswer extends AnsweredQuestion {
  /** Name of the image. */
  readonly image: string;
  readonly question: ClosedQuestion;
}

/** Answers, as data and as a picture. */
export interface ClosedAnswers extends LiveSheet<readonly QuestionAnswer[]> {
  /** In the order of the questions, those of unreadable images left out. */
  readonly answers: readonly QuestionAnswer[];
  /** Over questions whose answer is known. */
  readonly accuracy: BootstrapEstimate | undefined;
  /** Accuracy by type, with what guessing and what always giving the commonest true answer reach. */
  readonly types: readonly QuestionType[];
  readonly failures: ImageEmbeddings['failures'];
  toTable(): AnswerRow[];
}

/** One question. */
export interface AnswerRow {
  readonly image: string;
  readonly question: string;
  readonly answer: string;
  readonly probability: number;
  readonly truth: string | undefined;
  readonly right: string | undefined;
  readonly [column: string]: string | number | undefined;
}

/**
 * Answers closed-ended questions about images by ranking their answers: each answer becomes a prompt, and the softmax of their cosines
 * is the answer (survey, visual question answering).
 * @param questions `image` is the place of an image in `images`.
 * @throws Failure `images-needed`, `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`, `embedding-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function closedQuestions(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'> & { readonly model: Pick<Clip['model'], 'logitScale'> },
  images: readonly ImageSource[],
  questions: readonly ClosedQuestion[],
  { logitScale = clip.model.logitScale, signal, ...options }: ClosedQuestionsOptions = {},
): Promise<ClosedAnswers> {
  const { resamples = 1000, level = 0.95, seed = 0 } = options;
  wholeOption('resamples', resamples, 1);
  if (questions.length === 0) throw failure('values-empty', { what: 'the list of questions' });
  questions.forEach(({ image, question, answers }, position) => {
    if (!Number.isInteger(image) || image < 0 || image >= Math.max(1, images.length))
      throw failure('value-invalid', {
        what: 'images of questions',
        position,
        value: String(image),
        expected: `a whole number below ${images.length}`,
      });
    const repeated = answers.find((answer, at) => answers.indexOf(answer) < at);
    const empty = answers.some(answer => answer.trim() === '');
    if (empty || repeated !== undefined)
      throw failure('value-invalid', {
        what: `answers to "${question}"`,
        position,
        value: empty ? 'empty' : `twice "${repeated!}"`,
        expected: 'a list of different answers with words in them',
      });
  });
  const bank = textVectors(clip);
  await bank.of(answerTexts(questions), signal);
  const shown = await encodeShown(clip, images, { task: 'ask questions about', signal });
  const { embeddings, places } = shown;
  const rows = new Map(places.map((place, row) => [place, row]));
  const asked = questions.flatMap(question => {
    const row = rows.get(question.image);
    return row === undefined ? [] : [{ question, row }];
  });
  if (asked.length === 0)
    throw failure('images-needed', { task: 'ask questions about', unreadable: embeddings.failures.length });
  const onRows = asked.map(({ question, row }) => ({ ...question, image: row }));
  const texts = answerTexts(onRows);
  const found = answerQuestions(embeddings, await bank.of(texts, signal), onRows, {
    logitScale,
    resamples,
    level,
    seed,
  });
  const answers = asked.map(({ question, row }, at) => ({
    ...found.questions[at]!,
    image: embeddings.ids[row]!,
    question,
  }));
  const types = baselinesOf(
    asked.map(({ question }) => question),
    found.types,
  );
  const drawn = [...new Set(asked.map(({ row }) => row))].slice(0, mostImages);
  const thumbnails = await thumbnailsOf(shown, drawn, signal);
  const made = new Date().toISOString();
  const sheet = liveSheet<readonly QuestionAnswer[]>({
    first: answers,
    draw: () =>
      questionSheet({
        answers,
        rows: asked.map(({ row }) => row),
        drawn,
        accuracy: found.accuracy,
        types,
        embeddings,
        thumbnails,
        level,
        cut: bank.truncated(texts),
      }),
    provenance: () =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        seed,
        made,
        choices: {
          questions: answers.length,
          prompts: new Set(texts).size,
          'logit scale': Number(logitScale.toPrecision(6)),
          resamples,
          level,
        },
      }),
  });
  return {
    answers,
    accuracy: found.accuracy,
    types,
    failures: embeddings.failures,
    toTable: () =>
      answers.map(({ image, question, answer, best, probabilities, right }) => ({
        image,
        question: question.question,
        answer,
        probability: probabilities[best]!,
        truth: question.correct === undefined ? undefined : question.answers[question.correct],
        right: right === undefined ? undefined : right ? 'right' : 'wrong',
      })),
    ...sheet,
  };
}
