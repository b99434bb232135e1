import { library, clip, count, drawn, macro } from './context.mjs';

/** MONET's concept scores on drawn skin, and closed questions about drawn chests. */
export async function skinConcepts() {
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
