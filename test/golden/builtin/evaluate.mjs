// Prints the table by which the built-in model is judged, measured through the built library as a user runs it.
//
//   node test/golden/builtin/evaluate.mjs --model MODEL [--quick] [--json] [--details] [--only SECTION]…
//
// Phantom seeds 0 to 9,999 belong to this evaluation and are never trained on, nor are the prompts of the lists beside this file, the
// validation images of PneumoniaMNIST and every fifth BCCD image. README.md says what each row measures.
import { readArguments, readLists } from './arguments.mjs';
import { measureCost } from './sections/cost.mjs';
import { measurePhantoms } from './sections/phantoms.mjs';
import { measureRealImages } from './sections/real-images.mjs';
import { measureRetrieval } from './sections/retrieval.mjs';
import { measureText } from './sections/text.mjs';

const sections = {
  phantoms: measurePhantoms,
  real: measureRealImages,
  text: measureText,
  retrieval: measureRetrieval,
  cost: measureCost,
};

const options = readArguments(process.argv.slice(2));
const library = await import('../../../dist/index.mjs');
const lists = await readLists();
const clip = await library.loadClip(options.model, {
  device: options.device,
  precision: options.dtype,
  cache: false,
});
try {
  const rows = [];
  for (const [name, measure] of Object.entries(sections)) {
    if (options.only && !options.only.includes(name)) continue;
    const start = performance.now();
    rows.push(...(await measure({ clip, library, lists, ...options })));
    console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  await print(rows.map(row => ({ ...row, met: isMet(row) })));
} finally {
  await clip.close();
}

function isMet({ value, target, smaller = false }) {
  if (target === undefined) return undefined;
  return smaller ? value <= target : value >= target;
}

async function print(rows) {
  const { model, dtype } = options;
  const digest = await clip.digest();
  const { device } = clip.device;
  if (options.json) {
    console.log(JSON.stringify({ model, digest, device, dtype, version: library.version, rows }, null, 1));
    return;
  }
  console.log(`${model} (${digest.slice(0, 12)}) on ${device}, ${dtype}, version ${library.version}\n`);
  console.log('| measure | value | target | met | |\n| --- | ---: | ---: | --- | --- |');
  for (const { what, value, target, smaller, met, note = '' } of rows) {
    const goal = target === undefined ? '' : `${smaller ? '≤' : '≥'} ${target}`;
    const answer = met === undefined ? '' : met ? 'yes' : 'no';
    console.log(`| ${what} | ${digits(value)} | ${goal} | ${answer} | ${note} |`);
  }
  if (!options.details) return;
  for (const { what, details } of rows) {
    if (details) console.log(`\n${what}\n${JSON.stringify(details, null, 1)}`);
  }
}

function digits(value) {
  return value >= 10 ? value.toFixed(0) : Number.isInteger(value) ? String(value) : value.toFixed(3);
}
