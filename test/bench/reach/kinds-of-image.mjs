import { library, clip, count, rows, drawn, right, add, share, median } from './context.mjs';
import { fewLabels } from './few-labels.mjs';

/** Which of the kinds of image: prompts of one template, of several, and few labels. */
export async function kindsOfImage() {
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
