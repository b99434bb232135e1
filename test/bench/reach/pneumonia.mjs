import { library, lists, clip, rows, chosen, number, interval } from './context.mjs';
import { pneumoniaValidation } from '../../golden/builtin/real-images.mjs';
import { fewLabels } from './few-labels.mjs';

/** Pneumonia or not on real images of 28 × 28; half of them to learn from. */
export async function pneumonia() {
  const images = await pneumoniaValidation();
  const embeddings = await clip.encodeImage(images);
  const labels = images.map(image => Number(image.label));
  const odd = places => places.filter(at => at % 2 === 1);
  const even = places => places.filter(at => at % 2 === 0);
  const places = images.map((_, at) => at);
  const [test, train] = [even(places), odd(places)].map(own => ({
    images: chosen(embeddings, own),
    labels: own.map(at => labels[at]),
  }));
  const task = `PneumoniaMNIST, ${test.labels.length} validation images`;
  const { positive, negative } = lists.prompts.pneumonia;
  const size = Math.min(positive.length, negative.length);
  const prompts = [
    { finding: 'pneumonia', positive: positive.slice(0, size), negative: negative.slice(0, size) },
  ];
  const texts = await clip.encodeText(library.findingTexts(prompts));
  const { probability } = library.findingScores(test.images, texts, prompts);
  const estimate = library.bootstrapAuroc(test.labels, probability);
  rows.push([task, `CheXzero, ${size} pairs`, 'AUROC', number(estimate.value), interval(estimate.interval)]);
  const words = await clip.encodeText([...negative.slice(0, size), ...positive.slice(0, size)]);
  fewLabels(task, train, test, 2, {
    texts: library.ensembleRows(words, size),
    logitScale: clip.model.logitScale,
  });
}
