import { library, rows, add, number, interval } from './context.mjs';

export function fewLabels(task, train, test, classes, text) {
  const methods = {
    'linear probe': given => library.linearProbe(given, classes),
    'nearest neighbors': given => library.nearestNeighbors(given, classes, { k: 5, temperature: 0.07 }),
    'Tip-Adapter': given => library.tipAdapter(given, text),
    'Tip-Adapter-F': (given, seed) => library.tunedTipAdapter(given, text, { seed }),
    'CLIP-Adapter': (given, seed) => library.clipAdapter(given, text, { seed, width: 32 }),
    'tuned prompts': (given, seed) => library.tunePrompts(given, text, { seed }),
  };
  const hits = library
    .likeliest(library.textClassifier(text).probabilities(test.images), classes)
    .map((found, at) => Number(found === test.labels[at]));
  add(task, 'zero-shot, no labels', 'accuracy', Array.from(hits));
  const shots = [1, 4, 16];
  const points = library.fewShotCurve(train, test, classes, methods, { shots });
  for (const method of Object.keys(methods)) {
    const own = points.filter(point => point.method === method);
    const found = own.map(({ accuracy }) => number(accuracy)).join(' / ');
    rows.push([
      task,
      `${method}, ${shots.join(' / ')} shots, 3 seeds`,
      'accuracy',
      found,
      own.map(point => interval(point.interval)).join(' / '),
    ]);
  }
}
