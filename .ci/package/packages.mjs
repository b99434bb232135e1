// Which installed packages the bundles load at run time, and which of their files.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { cp, readFile, realpath } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, join, relative } from 'node:path';

/** Packages that only the installation of another one uses. */
const installOnly = { 'onnxruntime-node': ['adm-zip', 'global-agent'] };

/** Folders of packages that are read by compilers or people, never at run time. */
const unread = {
  sharp: ['src', 'install'],
  'onnxruntime-node': ['script'],
  'onnxruntime-common': ['dist/esm'],
};

/** Of large packages, the files that are read: one of each codec's builds. */
const read = {
  '@cornerstonejs/codec-charls': /^dist\/charlswasm_decode\./,
  '@cornerstonejs/codec-openjpeg': /^dist\/openjpegwasm_decode\./,
};

/** Names of the packages that `bundles` load. Optional ones, such as the builds of `sharp`, are there only for this platform. */
export async function packagesOf(root, bundles) {
  const found = new Set();
  const waiting = await externalImports(root, bundles);
  for (const name of waiting) {
    if (found.has(name) || !existsSync(join(root, 'node_modules', name))) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = await manifestOf(root, name);
    const skipped = installOnly[name] ?? [];
    waiting.push(
      ...Object.keys({ ...dependencies, ...optionalDependencies }).filter(each => !skipped.includes(each)),
    );
  }
  return [...found].sort();
}

export async function copyPackages(root, packages, to) {
  for (const name of packages) {
    const from = await realpath(join(root, 'node_modules', name));
    await cp(from, join(to, name), { recursive: true, filter: path => wanted(name, relative(from, path)) });
  }
}

export async function manifestOf(root, name) {
  return JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8'));
}

/** Packages named by imports that bundling left as they are. */
async function externalImports(root, bundles) {
  const { metafile } = await build({
    entryPoints: bundles.filter(file => /\.m?js$/.test(file)).map(file => join(root, 'dist', file)),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: join(root, 'dist'),
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const imports = Object.values(metafile.outputs).flatMap(output => output.imports);
  const names = imports
    .filter(({ external, path }) => external && !/^(node:|\.|\/)/.test(path))
    .map(({ path }) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(names)].filter(name => !builtinModules.includes(name) && name !== 'vscode');
}

function wanted(name, path) {
  const unix = path.replaceAll('\\', '/');
  if (/(^|\/)node_modules(\/|$)/.test(unix)) return false;
  if ((unread[name] ?? []).some(folder => unix === folder || unix.startsWith(`${folder}/`))) return false;
  if (name === 'onnxruntime-node') {
    const [, , platform, arch] = unix.match(/^bin\/([^/]+)\/([^/]+)(?:\/([^/]+))?/) ?? [];
    if (platform && platform !== process.platform) return false;
    if (arch && arch !== process.arch) return false;
  }
  const parts = read[name];
  if (parts && /^(lib|dist)\/.+/.test(unix) && !parts.test(unix)) return false;
  return (
    !/\.(map|d\.[cm]?ts|ts|md|markdown|flow|html)$/i.test(unix) || /licen[cs]e|notice/i.test(basename(unix))
  );
}
