// The command line of the evaluation, and the files it reads.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const usage = `node test/golden/builtin/evaluate.mjs --model MODEL [--quick] [--json] [--details] [--only SECTION]… [--device cpu|webgpu|…] [--dtype fp32|fp16|q8]`;

export function readArguments(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      model: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      details: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      device: { type: 'string', default: 'auto' },
      dtype: { type: 'string', default: 'fp32' },
    },
  });
  if (values.model === undefined) throw new Error(usage);
  return values;
}

/** The committed lists beside this file. */
export async function readLists() {
  const names = ['prompts', 'paraphrases', 'triplets', 'organs'];
  const texts = await Promise.all(
    names.map(name => readFile(new URL(`./${name}.json`, import.meta.url), 'utf8')),
  );
  return Object.fromEntries(names.map((name, index) => [name, JSON.parse(texts[index])]));
}
