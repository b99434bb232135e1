// Time and size. Run on a quiet machine: other work on it shows here.
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export async function measureCost({ clip, library, model, quick, device, dtype }) {
  const count = quick ? 100 : 600;
  const drawn = await library.phantoms({ count, seed: 9000 });
  await clip.encodeImage(drawn.slice(0, 16));
  const images = await rate(count, () => clip.encodeImage(drawn));
  const sentences = drawn.flatMap(phantom =>
    phantom.report.map((text, index) => `${text} (${phantom.seed}.${index})`),
  );
  const prompts = sentences.slice(0, quick ? 200 : 1200);
  await clip.encodeText(prompts.slice(0, 16).map(text => `${text}.`));
  const texts = await rate(prompts.length, () => clip.encodeText(prompts));
  const loads = [];
  for (let run = 0; run < 3; run++) loads.push(await loadTime(model, device, dtype));
  const phantoms = await rate(quick ? 120 : 600, async size => {
    let drawnHere = 0;
    const known = library.knownPhantoms();
    const requests = Array.from({ length: size }, (_, seed) => ({
      modality: known[seed % known.length].modality,
      seed,
    }));
    for await (const _ of library.renderPhantoms(requests)) drawnHere++;
    return drawnHere;
  });
  return [
    {
      id: 'load',
      what: 'load both towers and the tokenizer, new process, median of 3: ms',
      value: loads.sort((left, right) => left - right)[1],
      target: 500,
      smaller: true,
    },
    { id: 'images', what: 'PNG phantoms encoded: images/s', value: images, target: 150 },
    { id: 'prompts', what: 'distinct prompts encoded: prompts/s', value: texts, target: 400 },
    { id: 'render', what: 'phantoms drawn, 224×224, all kinds: images/s', value: phantoms, target: 200 },
    {
      id: 'size',
      what: 'model folder on disk: MB',
      value: (await bytesOf(clip.source.path)) / 1e6,
      target: 40,
      smaller: true,
    },
  ];
}

async function rate(count, work) {
  const start = performance.now();
  await work(count);
  return (1000 * count) / (performance.now() - start);
}

async function loadTime(...words) {
  const program = fileURLToPath(new URL('./load-time.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words]);
  return Number(stdout);
}

async function bytesOf(path) {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await readdir(path)).map(name => bytesOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
