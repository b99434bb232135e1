// `npm start`: the first sample in the terminal, then the samples in an editor; with arguments, `clip-notebook` itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/clip-notebook.mjs');
const samples = join(root, 'samples');
const opener = join(root, '.ci/open-editor.mjs');
const noEditor = process.argv.includes('--no-editor');
const given = process.argv.slice(2).filter(argument => argument !== '--no-editor');

if (given.length > 0) process.exit(node([program, ...given], process.env.INIT_CWD ?? process.cwd()));

console.error(
  'CLIP Notebook runs its first sample: which kind of image is this? Offline, with the model that comes along.\n',
);
const status = node([program, 'run', join(samples, '01-first-light.ipynb')], root);
if (status !== 0) process.exit(status);
console.error(
  '\nThe pictures are drawn, and `builtin` is small and made for teaching. A real model is one word away:\n\n' +
    `  npm start -- run samples/01-first-light.ipynb --set 'model="openai/clip-vit-base-patch32"' --html first-light.html\n`,
);
const why = reasonAgainstEditor();
if (why) console.error(`${why} In an editor: npm start on your own machine, or open samples/ in VS Code.`);
else process.exit(node([opener, samples], root));

function reasonAgainstEditor() {
  if (noEditor) return 'No editor is opened (--no-editor).';
  if (process.env.CI) return 'No editor is opened (CI is set).';
  return existsSync(opener) ? undefined : 'No editor is opened (.ci/open-editor.mjs is missing).';
}

function node(words, cwd) {
  const { status, signal } = spawnSync(process.execPath, words, { cwd, stdio: 'inherit' });
  return signal === 'SIGINT' ? 130 : (status ?? 1);
}
