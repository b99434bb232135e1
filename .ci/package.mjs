// Packs dist/clip-notebook-<platform>.vsix for the platform it runs on, and proves that it needs nothing beside itself.
import { createVSIX } from '@vscode/vsce';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitDeclarations } from './package/declarations.mjs';
import { copyPackages, packagesOf } from './package/packages.mjs';
import { notices } from './package/notices.mjs';
import { prove } from './package/prove.mjs';
import { sizesByFolder } from './package/sizes.mjs';

const limit = 60e6;
/** Programs for developers: they train and draw, and are no part of the product. */
const notShipped = ['render-shards.mjs'];
/** What the bundles open beside themselves. */
const data = [
  'forces.wasm',
  'resample.wasm',
  'bpe_simple_vocab_16e6.txt.gz',
  'bpe_simple_vocab_16e6.LICENSE',
  'builtin',
];
const documents = [
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'samples',
  'extension/icon.png',
  'extension/workbench/icon.svg',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const built = JSON.parse(await readFile(join(root, 'dist/bundles.json'), 'utf8'));
/** What TypeScript's server of the editor loads: it looks into the package folder of the extension and nowhere else. */
const plugin = 'clip-notebook-cells';
const bundles = Object.keys(built).filter(file => !notShipped.includes(file) && !file.startsWith('plugins/'));
const target = vsixTarget();
const vsix = join(root, 'dist', `clip-notebook-${target}.vsix`);
/** Takes the place of the last package only when it has proved itself. */
const unproven = `${vsix}.${process.pid}`;

const stage = await mkdtemp(join(tmpdir(), 'clip-notebook-vsix-'));
try {
  for (const file of [...documents, ...[...bundles, ...data].map(name => `dist/${name}`)]) {
    await mkdir(dirname(join(stage, file)), { recursive: true });
    await cp(join(root, file), join(stage, file), { recursive: true });
  }
  const packages = await packagesOf(root, bundles);
  // Beside the bundles, where Node looks first; vsce leaves out a node_modules folder at the top.
  await copyPackages(root, packages, join(stage, 'dist/node_modules'));
  await emitDeclarations(root, join(stage, 'dist/declarations'));
  // The types of Node are part of those of the library.
  await copyPackages(root, ['@types/node', 'undici-types'], join(stage, 'dist/node_modules'));
  await cp(
    join(root, `dist/plugins/node_modules/${plugin}/index.js`),
    join(stage, `node_modules/${plugin}/index.js`),
  );
  await writeFile(
    join(stage, `node_modules/${plugin}/package.json`),
    JSON.stringify({ name: plugin, version: manifest.version, main: 'index.js' }),
  );
  const bundled = bundles.flatMap(file => built[file].inputs);
  await writeFile(
    join(stage, 'THIRD_PARTY_NOTICES.txt'),
    await notices(root, [...packages, '@types/node', 'undici-types'], bundled),
  );
  await writeFile(join(stage, 'package.json'), JSON.stringify(shippedManifest(manifest), null, 2));
  console.log('Before compression:');
  for (const [folder, bytes] of await sizesByFolder(stage))
    if (bytes > 0.05e6) console.log(`  ${megabytes(bytes)}  ${folder}`);
  await createVSIX({
    cwd: stage,
    packagePath: unproven,
    target,
    // Only so is a package folder at the top taken along; it holds the plugin and nothing else.
    dependencies: true,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
} finally {
  await rm(stage, { recursive: true, force: true });
}

try {
  const { size } = await stat(unproven);
  console.log(`${target}: ${megabytes(size)} of at most ${megabytes(limit)}`);
  if (size > limit) throw new Error('The package is too large. The list above says what takes the room.');
  await prove(unproven);
  await rename(unproven, vsix);
  console.log(vsix);
} finally {
  await rm(unproven, { force: true });
}

/** What an installed extension needs of package.json. */
function shippedManifest({ scripts: _s, devDependencies: _d, dependencies: _p, private: _v, ...kept }) {
  return { ...kept, dependencies: { [plugin]: kept.version } };
}

function vsixTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? 'alpine' : process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1).padStart(6)} MB`;
}
