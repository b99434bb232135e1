// What each classification method reaches with the built-in model, on held-out phantoms and, where ../shared/data is, on the validation
// images of PneumoniaMNIST: a table in Markdown.
//
//   node test/bench/reach.mjs [--count 300] [--model builtin] [--write]
//
// Phantom seeds 0 to 9,999 are never trained on. `--write` puts the table into kernels/analysis/README.md. Needs `npm run build` before.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readLists } from '../golden/builtin/arguments.mjs';
import { haveRealImages, pneumoniaValidation } from '../golden/builtin/real-images.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    model: { type: 'string', default: 'builtin' },
    write: { type: 'boolean', default: false },
  },
});
const library = await import(new URL('../../dist/index.mjs', import.meta.url).href);
const lists = await readLists();
const clip = await library.loadClip(values.model);
const count = Number(values.count);
const rows = [];

try {
  await kindsOfImage();
  await promptChoice();
  await chestFindings();
  await skinConcepts();
  if (haveRealImages) await pneumonia();
  const digest = await clip.digest();
  const table = [
    `Measured by \`node test/bench/reach.mjs\` on \`${values.model}\` (${digest.slice(0, 12)}), version ${library.version}.`,
    '',
    '| task | method | measure | value | 95 % interval |',
    '| --- | --- | --- | ---: | --- |',
    ...rows.map(each => `| ${each.join(' | ')} |`),
  ].join('\n');
  console.log(table);
  if (values.write) await put(table);
} finally {
  await clip.close();
}

/** Which of the kinds of image: prompts of one template, of several, and few labels. */
async function kindsOfImage() {
  const known = library.knownPhantoms();
  const each = Math.ceil(count / 4);
  const [test, train] = await Promise.all([drawn(known, each, 0), drawn(known, 16, 5000)]);
  const task = `kind of image, ${known.length} kinds, ${test.labels.length} phantoms`;
  const names = known.map(({ modality }) => modality.replaceAll('-', ' '));
  const templates = ['a {}', 'an image of a {}', 'a {} of a patient', 'a medical image: {}', 'this is a {}'];
  const single = [];
  for (const template of templates) {
    const texts = await clip.encodeText(names.map(name => template.replace('{}', name)));
    const { classes } = await library.rankClasses(test.images, texts, { logitScale: clip.model.logitScale });
    single.push(right(classes, test.labels));
  }
  const all = await clip.encodeText(
    names.flatMap(name => templates.map(template => template.replace('{}', name))),
  );
  const texts = library.ensembleRows(all, templates.length);
  const { classes } = await library.rankClasses(test.images, texts, { logitScale: clip.model.logitScale });
  const shares = single.map(share);
  add(task, 'zero-shot, one template (median of five)', 'accuracy', single[shares.indexOf(median(shares))]);
  add(task, 'zero-shot, ensemble of five templates', 'accuracy', right(classes, test.labels));
  if (share(right(classes, test.labels)) < median(shares))
    rows.push([task, 'the ensemble scores below the median single template', '', '', '']);
  fewLabels(task, train, test, known.length, { texts, logitScale: clip.model.logitScale });
}

/** A grid of prompts for three findings of chest radiographs: the best, chosen on one half and scored on the other. */
async function promptChoice() {
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

/** Findings on chest radiographs. */
async function chestFindings() {
  const kind = library.knownPhantoms().find(({ modality }) => modality === 'chest-xray');
  const images = await library.phantoms({ modality: 'chest-xray', count: 2 * count, seed: 0 });
  const embeddings = await clip.encodeImage(images);
  const half = images.length / 2;
  const [tuning, test] = [part(embeddings, 0, half), part(embeddings, half, images.length)];
  const labels = (from, to) =>
    images.slice(from, to).flatMap(image => kind.findings.map(finding => image.labels[finding]));
  const task = `chest phantoms, ${kind.findings.length} findings, ${half} images`;

  const report = (method, scores, tuned) => {
    const truth = labels(half, images.length);
    const thresholds = library
      .findingThresholds(tuned, labels(0, half), 'youden')
      .map(found => found?.threshold);
    const measured = library.findingMeasures(scores, truth, { resamples: 200, thresholds });
    const areas = measured.map(each => each.auroc?.value);
    macro(task, method, 'mean AUROC', areas);
    macro(
      task,
      `${method}, thresholds by Youden on other phantoms`,
      'mean F1',
      measured.map(each => each.f1?.value),
    );
    return share(areas.filter(value => value !== undefined));
  };
  let single;
  const sets = {
    'CheXzero, one pair': {},
    'CheXzero, four pairs': {
      positive: ['{}', 'there is {}', 'signs of {}', 'a chest X-ray with {}'],
      negative: ['no {}', 'there is no {}', 'no signs of {}', 'a chest X-ray without {}'],
    },
  };
  for (const [name, templates] of Object.entries(sets)) {
    const prompts = library.findingPrompts(kind.findings, templates);
    const texts = await clip.encodeText(library.findingTexts(prompts));
    report(name, library.findingScores(test, texts, prompts), library.findingScores(tuning, texts, prompts));
    if (name === 'CheXzero, one pair') {
      const options = { mode: 'standardised' };
      report(
        'CheXzero, z-scores',
        library.findingScores(test, texts, prompts, options),
        library.findingScores(tuning, texts, prompts, options),
      );
    }
  }
  const own = {
    consolidation: library.chestXrayDescriptors.Consolidation,
    cardiomegaly: library.chestXrayDescriptors.Cardiomegaly,
    edema: library.chestXrayDescriptors.Edema,
    atelectasis: library.chestXrayDescriptors.Atelectasis,
    pneumothorax: library.chestXrayDescriptors.Pneumothorax,
    'pleural effusion': library.chestXrayDescriptors['Pleural Effusion'],
    'support devices': library.chestXrayDescriptors['Support Devices'],
  };
  const prompts = library.descriptorPrompts(own);
  const texts = await clip.encodeText(library.descriptorTexts(prompts));
  for (const mode of ['contrastive', 'basic']) {
    const found = library.explainedDiagnosis(test, texts, prompts, { mode });
    const truth = images
      .slice(half)
      .flatMap(image => found.findings.map(finding => image.labels[finding] ?? false));
    const { perClass } = library.multiLabelAuroc(truth.map(Number), found.probability, found.findings.length);
    macro(task, `Xplainer, ${mode}, ${found.findings.length} of the findings`, 'mean AUROC', perClass);
  }
  await reports(task, images.slice(half), test, images.slice(0, half));
  await closedQuestions(task, images.slice(half), test);
}

/** Sentences of the reports of other phantoms, and reports to images. */
async function reports(task, images, embeddings, others) {
  const texts = await clip.encodeText(images.map(image => image.report.join(' ')));
  const found = await library.retrieveBothWays(embeddings, texts);
  for (const [way, scores] of Object.entries(found)) {
    const name = way === 'imageToText' ? 'report of an image' : 'image of a report';
    for (const { k, value } of scores.recall)
      rows.push([task, `retrieval, ${name}`, `Recall@${k}`, value.toFixed(3), '']);
    rows.push([task, `retrieval, ${name}`, 'median rank', scores.medianRank.toFixed(1), '']);
  }
  const terms = Object.fromEntries(Object.keys(images[0].labels).map(finding => [finding, [finding]]));
  const corpus = [...new Set(others.flatMap(image => image.report))];
  const sentences = await clip.encodeText(corpus);
  const written = await library.nearestSentences(embeddings, sentences, corpus, { k: 2 });
  const truth = images.map(image => library.reportLabels(image.report.join(' '), terms));
  const scores = library.reportLabelScores(
    written.map(({ report }) => library.reportLabels(report, terms)),
    truth,
    Object.keys(terms),
  );
  rows.push([task, 'report of the two nearest sentences', 'label F1 (micro)', number(scores.microF1), '']);
  const grid = library.findingGrid({
    findings: Object.keys(terms),
    severities: ['mild', 'moderate', 'severe'],
  });
  const structured = library.structuredReports(embeddings, await clip.encodeText(grid.texts), grid, {
    logitScale: clip.model.logitScale,
  });
  const named = structured.map(({ present }) => present.map(({ finding }) => finding));
  const byGrid = library.reportLabelScores(named, truth, Object.keys(terms));
  rows.push([
    task,
    'report by a grid of findings and severities',
    'label F1 (micro)',
    number(byGrid.microF1),
    '',
  ]);
}

/** MONET's concept scores on drawn skin, and closed questions about drawn chests. */
async function skinConcepts() {
  const { findings } = library.knownPhantoms().find(({ modality }) => modality === 'dermoscopy');
  const images = await library.phantoms({ modality: 'dermoscopy', count, seed: 0 });
  const embeddings = await clip.encodeImage(images);
  const prompts = library.conceptPrompts(Object.fromEntries(findings.map(name => [name, [name]])));
  const { score } = library.conceptScores(embeddings, await clip.encodeText(prompts.texts), prompts);
  const truth = images.flatMap(image => findings.map(finding => Number(image.labels[finding])));
  const { perClass } = library.multiLabelAuroc(truth, score, findings.length);
  macro(
    `skin phantoms, ${findings.length} findings, ${count} images`,
    'MONET concepts',
    'mean AUROC',
    perClass,
  );
}

/** Presence of findings and the view, by ranking answers; always the commonest answer beside it. */
async function closedQuestions(task, images, embeddings) {
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

/** Pneumonia or not on real images of 28 × 28; half of them to learn from. */
async function pneumonia() {
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

function fewLabels(task, train, test, classes, text) {
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

async function drawn(known, each, seed) {
  const images = [];
  const labels = [];
  for (const [label, { modality }] of known.entries()) {
    images.push(...(await library.phantoms({ modality, count: each, seed })));
    while (labels.length < images.length) labels.push(label);
  }
  return { images: await clip.encodeImage(images), labels };
}

function part(embeddings, from, to) {
  return chosen(
    embeddings,
    Array.from({ length: to - from }, (_, at) => from + at),
  );
}

function chosen({ data, dim, ids, model }, places) {
  const own = new Float32Array(places.length * dim);
  places.forEach((at, row) => own.set(data.subarray(at * dim, (at + 1) * dim), row * dim));
  return { data: own, count: places.length, dim, ids: places.map(at => ids[at]), model };
}

function right(classes, labels) {
  return Array.from(classes, (found, at) => Number(found === labels[at]));
}

function add(task, method, measure, hits) {
  const estimate = library.bootstrapCases(hits.length, cases => share(cases.map(at => hits[at])));
  rows.push([task, method, measure, number(estimate.value), interval(estimate.interval)]);
}

function macro(task, method, measure, found) {
  const known = found.filter(value => value !== undefined);
  rows.push([task, method, measure, number(known.length === 0 ? undefined : share(known)), '']);
}

function share(hits) {
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}

function number(value) {
  return value === undefined ? '–' : value.toFixed(3);
}

function interval(range) {
  return range ? `${range.low.toFixed(3)}–${range.high.toFixed(3)}` : '';
}

async function put(table) {
  const file = new URL('../../kernels/analysis/README.md', import.meta.url);
  const text = await readFile(file, 'utf8');
  const [start, end] = ['<!-- reach -->', '<!-- /reach -->'];
  const [before, after] = [text.indexOf(start) + start.length, text.indexOf(end)];
  await writeFile(file, `${text.slice(0, before)}\n\n${table}\n\n${text.slice(after)}`);
}
