import { library, clip, rows, number, interval } from './context.mjs';

/** Presence of findings and the view, by ranking answers; always the commonest answer beside it. */
export async function closedQuestions(task, images, embeddings) {
  const questions = images.flatMap((chest, image) => [
    ...Object.keys(chest.labels).map(finding => ({
      image,
      type: 'presence',
      question: finding,
      answers: ['yes', 'no'],
      statements: [`there is ${finding}`, `there is no ${finding}`],
      correct: chest.labels[finding] ? 0 : 1,
    })),
    {
      image,
      type: 'view',
      question: 'view',
      answers: ['frontal', 'lateral'],
      statements: ['a frontal chest X-ray', 'a lateral chest X-ray'],
      correct: chest.metadata.view === 'lateral' ? 1 : 0,
    },
  ]);
  const texts = await clip.encodeText(library.answerTexts(questions));
  const { types } = library.answerQuestions(embeddings, texts, questions, {
    logitScale: clip.model.logitScale,
  });
  for (const { type, count: asked, accuracy } of types) {
    const own = questions.filter(each => each.type === type);
    const yes = new Map();
    for (const { question, correct } of own) yes.set(question, (yes.get(question) ?? 0) + correct);
    const commonest = [...yes.values()].reduce((sum, hits) => sum + Math.max(hits, images.length - hits), 0);
    rows.push([
      task,
      `closed questions, ${type} (${asked}; always the commonest answer: ${number(commonest / own.length)})`,
      'accuracy',
      number(accuracy.value),
      interval(accuracy.interval),
    ]);
  }
}
