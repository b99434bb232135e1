import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { bootstrapCases, type BootstrapEstimate, type BootstrapOptions } from '../metrics/bootstrap.ts';

/** A question about an image with a closed set of answers. */
export interface ClosedQuestion {
  /** Row of the image. */
  readonly image: number;
  readonly question: string;
  readonly answers: readonly string[];
  /** Index of the true answer, if known. */
  readonly correct?: number;
  /** Such as `modality` or `yes/no`, for accuracies apart. */
  readonly type?: string;
  /** `[answers]`: statements to compare instead of question and answer, such as `there is no mass`. */
  readonly statements?: readonly string[];
}

export interface AnsweredQuestion {
  /** `[answers]`; sums to 1. */
  readonly probabilities: Float64Array;
  /** Index of the likeliest answer, the first of equals. */
  readonly best: number;
  readonly answer: string;
  readonly right: boolean | undefined;
}

export interface AnsweredQuestions {
  readonly questions: readonly AnsweredQuestion[];
  /** Over questions whose answer is known, with a bootstrap interval; undefined if there is none. */
  readonly accuracy: BootstrapEstimate | undefined;
  readonly types: readonly {
    readonly type: string;
    readonly count: number;
    readonly accuracy: BootstrapEstimate;
  }[];
}

/**
 * The prompts of questions, `question answer` or the statements, in the order in which `answerQuestions` takes their embeddings.
 * @throws Failure `values-empty` for a question without answers, `values-unequal`.
 */
export function answerTexts(questions: readonly ClosedQuestion[]): string[] {
  return questions.flatMap(({ question, answers, statements }) => {
    if (answers.length === 0) throw failure('values-empty', { what: `the list of answers to "${question}"` });
    if (statements !== undefined && statements.length !== answers.length)
      throw failure('values-unequal', {
        left: `answers to "${question}"`,
        leftCount: answers.length,
        right: 'its statements',
        rightCount: statements.length,
      });
    return statements ?? answers.map(answer => `${question} ${answer}`);
  });
}

/**
 * Answers closed-ended questions by ranking the answers: softmax of logit scale · cosine over the prompts of one question.
 * @param texts in the order of `answerTexts(questions)`.
 * @param options of the intervals; `logitScale` default 100, CLIP's.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function answerQuestions(
  images: Vectors,
  texts: Vectors,
  questions: readonly ClosedQuestion[],
  { logitScale = 100, ...options }: BootstrapOptions & { readonly logitScale?: number } = {},
): AnsweredQuestions {
  if (questions.length === 0) throw failure('values-empty', { what: 'the list of questions' });
  if (!(logitScale > 0 && logitScale < Infinity))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a number above 0',
    });
  requireCount(texts, 'texts', answerTexts(questions).length, 'prompts of answers');
  const cosine = cosines(images, texts, ['images', 'texts']);
  let start = 0;
  const answered = questions.map((question, position) => {
    const { image, answers, correct } = question;
    requireIndex('images of questions', position, image, images.count);
    if (correct !== undefined) requireIndex('true answers', position, correct, answers.length);
    const from = image * texts.count + start;
    const logits = cosine.subarray(from, from + answers.length).map(each => logitScale * each);
    start += answers.length;
    const largest = logits.reduce((one, other) => Math.max(one, other));
    const powers = logits.map(logit => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const best = logits.indexOf(largest);
    return {
      probabilities: powers.map(power => power / total),
      best,
      answer: answers[best]!,
      right: correct === undefined ? undefined : best === correct,
    };
  });
  const known = answered.flatMap(({ right }, at) =>
    right === undefined ? [] : [{ right, type: questions[at]!.type ?? 'other' }],
  );
  return {
    questions: answered,
    accuracy: accuracyOf(known, options),
    types: [...new Set(known.map(({ type }) => type))].flatMap(type => {
      const own = known.filter(each => each.type === type);
      const accuracy = accuracyOf(own, options);
      return accuracy === undefined ? [] : [{ type, count: own.length, accuracy }];
    }),
  };
}

function accuracyOf(
  cases: readonly { readonly right: boolean }[],
  options: BootstrapOptions,
): BootstrapEstimate | undefined {
  if (cases.length === 0) return undefined;
  return bootstrapCases(
    cases.length,
    chosen => chosen.reduce((sum, at) => sum + (cases[at]!.right ? 1 : 0), 0) / chosen.length,
    options,
  );
}

function requireIndex(what: string, position: number, value: number, count: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= count)
    throw failure('value-invalid', {
      what,
      position,
      value: String(value),
      expected: `a whole number below ${count}`,
    });
}
