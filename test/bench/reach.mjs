// What each classification method reaches with the built-in model, on held-out phantoms and, where ../shared/data is, on the validation
// images of PneumoniaMNIST: a table in Markdown.
//
//   node test/bench/reach.mjs [--count 300] [--model builtin] [--write]
//
// Phantom seeds 0 to 9,999 are never trained on. `--write` puts the table into kernels/analysis/README.md. Needs `npm run build` before.
import { readFile, writeFile } from 'node:fs/promises';
import { haveRealImages } from '../golden/builtin/real-images.mjs';
import { chestFindings } from './reach/chest-findings.mjs';
import { skinConcepts } from './reach/concepts.mjs';
import { clip, library, rows, values } from './reach/context.mjs';
import { kindsOfImage } from './reach/kinds-of-image.mjs';
import { pneumonia } from './reach/pneumonia.mjs';
import { promptChoice } from './reach/prompt-choice.mjs';

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

async function put(table) {
  const file = new URL('../../kernels/analysis/README.md', import.meta.url);
  const text = await readFile(file, 'utf8');
  const [start, end] = ['<!-- reach -->', '<!-- /reach -->'];
  const [before, after] = [text.indexOf(start) + start.length, text.indexOf(end)];
  await writeFile(file, `${text.slice(0, before)}\n\n${table}\n\n${text.slice(after)}`);
}
