import type { AnsweredQuestions, ClosedQuestion } from '../../analysis/retrieval/answer-questions.ts';

/** Accuracy of one type of question, beside what needs no image. */
export interface QuestionType {
  readonly type: string;
  readonly count: number;
  readonly accuracy: AnsweredQuestions['types'][number]['accuracy'];
  /** Mean of 1 / answers. */
  readonly guessing: number;
  /** Always giving the answer that is most often true of a question: what the answers alone tell. */
  readonly commonest: number;
}

export function baselinesOf(
  questions: readonly ClosedQuestion[],
  types: AnsweredQuestions['types'],
): QuestionType[] {
  return types.map(each => {
    const own = questions.filter(
      ({ correct, type = 'other' }) => correct !== undefined && type === each.type,
    );
    const truths = new Map<string, Map<string, number>>();
    for (const { question, answers, correct } of own) {
      const counts = truths.get(question) ?? new Map<string, number>();
      const answer = answers[correct!]!;
      truths.set(question, counts.set(answer, (counts.get(answer) ?? 0) + 1));
    }
    const hits = [...truths.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0);
    return {
      ...each,
      guessing: own.reduce((sum, { answers }) => sum + 1 / answers.length, 0) / own.length,
      commonest: hits / own.length,
    };
  });
}
