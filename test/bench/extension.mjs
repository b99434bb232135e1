// How long the editor waits for the extension: loading dist/extension.cjs and activate(), each time in a fresh process, with a stand-in
// for the editor. The editor's own part of an activation is measured in test/editor.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const repeats = 15;
const root = fileURLToPath(new URL('../../', import.meta.url));
const program = `${root}dist/extension.cjs`;

if (process.argv[2] === 'once') console.log(JSON.stringify(activateOnce()));
else report();

function report() {
  const self = fileURLToPath(import.meta.url);
  const runs = Array.from({ length: repeats }, () =>
    JSON.parse(execFileSync(process.execPath, [self, 'once'], { encoding: 'utf8' })),
  );
  const median = name => runs.map(run => run[name]).sort((a, b) => a - b)[Math.floor(repeats / 2)];
  console.log(
    `extension.cjs ${(statSync(program).size / 1e3).toFixed(0)} kB · load ${median('load').toFixed(1)} ms · ` +
      `activate ${median('activate').toFixed(1)} ms · both ${median('both').toFixed(1)} ms (median of ${repeats}; budget 100 ms)`,
  );
}

function activateOnce() {
  const editor = standIn();
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? editor : load(request, ...rest));
  const packageJSON = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const context = { subscriptions: [], extensionPath: root, extension: { packageJSON }, globalState: editor };
  const start = performance.now();
  const { activate } = createRequire(import.meta.url)(program);
  const loaded = performance.now();
  activate(context);
  const end = performance.now();
  if (context.subscriptions.length < 10) throw new Error('activate registered almost nothing');
  return { load: loaded - start, activate: end - loaded, both: end - start };
}

/** Anything of the editor: can be called, made, read and iterated over, and does nothing. */
function standIn() {
  const anything = new Proxy(function () {}, {
    get: (_target, name) => {
      if (name === 'then') return undefined;
      if (name === Symbol.iterator) return function* () {};
      if (name === 'map' || name === 'filter') return () => [];
      if (name === Symbol.toPrimitive) return () => '';
      return anything;
    },
    apply: () => anything,
    construct: () => anything,
    set: () => true,
  });
  return anything;
}
