import { library, clip, rows, number } from './context.mjs';

/** Sentences of the reports of other phantoms, and reports to images. */
export async function reports(task, images, embeddings, others) {
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
