import { library, clip, count, rows, chosen, median, number, interval } from './context.mjs';

/** A grid of prompts for three findings of chest radiographs: the best, chosen on one half and scored on the other. */
export async function promptChoice() {
  const classes = ['consolidation', 'pleural effusion', 'pneumothorax'];
  const each = Math.ceil(count / 3);
  const images = [];
  for (const [at, finding] of classes.entries())
    images.push(
      ...(await library.phantoms({ modality: 'chest-xray', finding, count: each, seed: 1000 * at })),
    );
  const found = await library.promptLaboratory(
    clip,
    images,
    {
      templates: ['{}', 'a chest X-ray with {}', 'a chest radiograph showing {}', 'signs of {}'],
      wordings: {
        synonyms: ['an infiltrate', 'hydrothorax', 'a collapsed lung'],
        lay: ['a shadow on the lung', 'water on the lung', 'air around the lung'],
      },
      negations: { no: 'no {}' },
      prefixes: { patient: 'A {sex} patient, {view} view: ' },
    },
    { classes, truth: classes.flatMap(name => Array(each).fill(name)) },
  );
  const task = `one of ${classes.length} chest findings, ${images.length} phantoms, ${found.variants.length} prompt variants`;
  const best = found.best('accuracy');
  const estimate = ({ accuracy }) => [number(accuracy.value), interval(accuracy.interval)];
  rows.push([
    task,
    'prompt grid, the best variant on the images it was chosen on',
    'accuracy',
    ...estimate(best),
  ]);
  const held = found.heldOut('accuracy');
  rows.push([
    task,
    'prompt grid, chosen on one half, scored on the other',
    'accuracy',
    number(held.value),
    '',
  ]);
  const alone = found.variants.filter(
    ({ variant }) => variant.wording === 'names' && variant.negation === 'none' && variant.prefix === 'none',
  );
  const ensemble = alone.find(({ variant }) => variant.template === 'all templates');
  const single = alone.filter(other => other !== ensemble);
  const middle = median(single.map(({ accuracy }) => accuracy.value));
  rows.push([
    task,
    'one template (median of four)',
    'accuracy',
    ...estimate(single.find(({ accuracy }) => accuracy.value === middle)),
  ]);
  rows.push([task, 'ensemble of four templates', 'accuracy', ...estimate(ensemble)]);
  const top = Math.max(...single.map(({ accuracy }) => accuracy.value));
  if (ensemble.accuracy.value < top)
    rows.push([task, 'the ensemble scores below its best single template', 'accuracy', number(top), '']);
}
