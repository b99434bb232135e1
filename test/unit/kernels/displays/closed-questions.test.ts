import { afterEach, expect, it } from 'vitest';
import { answerQuestions, answerTexts } from '../../../../kernels/analysis/retrieval/answer-questions.ts';
import { closedQuestions } from '../../../../kernels/displays/closed-questions/closed-questions.ts';
import { colourModel, picture } from './colour-model.ts';
import { leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

const pictures = (names: readonly string[]) => Promise.all(names.map(picture));
const which = { question: 'Which?', answers: ['red', 'green', 'blue'], type: 'colour' };
const yes = {
  question: 'Is it red?',
  answers: ['yes', 'no'],
  statements: ['red', 'no red'],
  type: 'yes/no',
};

afterEach(leaveCell);

it('answers as the plain function does, by type and beside what needs no image', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'green 2', 'red broken', 'blue 4']);
  const questions = [
    { image: 0, correct: 0, ...which },
    { image: 1, correct: 1, ...which },
    { image: 2, correct: 0, ...which },
    { image: 3, correct: 1, ...which },
    { image: 0, correct: 1, ...yes },
    { image: 3, ...yes },
  ];
  const found = await closedQuestions(clip, images, questions);
  const kept = questions
    .filter(({ image }) => image !== 2)
    .map(each => ({ ...each, image: each.image === 3 ? 2 : each.image }));
  const plain = answerQuestions(
    await clip.encodeImage(images),
    await clip.encodeText(answerTexts(kept)),
    kept,
    { logitScale: 10 },
  );
  expect(found.answers.map(({ probabilities }) => [...probabilities])).toEqual(
    plain.questions.map(({ probabilities }) => [...probabilities]),
  );
  expect(found.accuracy!.value).toBe(0.5);
  expect(found.types).toMatchObject([
    {
      type: 'colour',
      count: 3,
      accuracy: { value: 2 / 3 },
      guessing: expect.closeTo(1 / 3, 12) as number,
      commonest: 2 / 3,
    },
    { type: 'yes/no', count: 1, accuracy: { value: 0 }, guessing: 0.5, commonest: 1 },
  ]);
  expect(found.toTable()[2]).toMatchObject({
    image: 'blue 4',
    answer: 'blue',
    truth: 'green',
    right: 'wrong',
  });
  expect(found.toTable().at(-1)).toMatchObject({ truth: undefined, right: undefined });
  const { data, provenance } = await sheetOf(found);
  expect(provenance).toMatchObject({ n: 3, choices: { questions: 5, 'logit scale': 10 } });
  expect(data.cautions.join()).toContain('No better than always giving the commonest answer');
  expect(data.cautions.join()).toContain('red broken');
  const { groups } = partOf(data, 'cards', 'answers');
  expect(groups.map(({ title, cards }) => [title, cards.length])).toEqual([
    ['red 1', 2],
    ['green 2', 1],
    ['blue 4', 2],
  ]);
  const [first, second] = groups[0]!.cards;
  expect(first!.thumbnail).toBeDefined();
  expect(second!.thumbnail).toBeUndefined();
  expect(second!.lines.map(({ text, mark }) => [text, mark])).toEqual([
    ['▸ yes', 'bad'],
    ['no', 'good'],
  ]);
});

it('takes equal scores for an answer, a single answer for certain, and long questions', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1']);
  const found = await closedQuestions(clip, images, [
    { image: 0, question: 'x'.repeat(2000), answers: ['red a', 'red b'] },
    { image: 0, question: 'Which red?', answers: ['this'] },
  ]);
  expect(found.answers.map(({ best }) => best)).toEqual([0, 0]);
  expect(found.answers[1]!.probabilities[0]).toBe(1);
  expect(found.accuracy).toBeUndefined();
  const { data } = await sheetOf(found);
  expect(data.summary).toContain('no true answer is known');
  expect(data.parts.map(({ id }) => id)).toEqual(['answers']);
  expect(data.cautions.join()).toContain('longer than the model reads');
});

it.each([
  ['no images', [], [{ image: 0, ...which }], 'images-needed'],
  ['no questions', ['red 1'], [], 'values-empty'],
  ['no answers', ['red 1'], [{ image: 0, question: 'red?', answers: [] }], 'values-empty'],
  ['an empty answer', ['red 1'], [{ image: 0, question: 'red?', answers: ['yes', ' '] }], 'value-invalid'],
  ['an answer twice', ['red 1'], [{ image: 0, question: 'red?', answers: ['yes', 'yes'] }], 'value-invalid'],
  ['another image', ['red 1'], [{ image: 1, ...which }], 'value-invalid'],
  ['NaN for an image', ['red 1'], [{ image: Number.NaN, ...which }], 'value-invalid'],
  ['an answer that is not there', ['red 1'], [{ image: 0, correct: 3, ...which }], 'value-invalid'],
])('refuses %s with a sentence', async (_, names, questions, code) => {
  const { clip } = colourModel();
  const images = names.map(name => ({ name, bytes: new Uint8Array(1) }));
  await expect(closedQuestions(clip, images, questions)).rejects.toMatchObject({ code });
});
