import { library, clip, count, part, macro, share } from './context.mjs';
import { reports } from './reports.mjs';
import { closedQuestions } from './questions.mjs';

/** Findings on chest radiographs. */
export async function chestFindings() {
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
