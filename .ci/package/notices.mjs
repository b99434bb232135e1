// Licences of everything in the package that others wrote.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestOf } from './packages.mjs';

/** One section a package: those that lie in it and those whose code is inside its bundles. */
export async function notices(root, packages, bundledInputs) {
  const bundled = bundledInputs.flatMap(input => {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input) ?? [];
    return name ? [name] : [];
  });
  const sections = [];
  for (const name of [...new Set([...packages, ...bundled])].sort()) {
    if (!existsSync(join(root, 'node_modules', name))) continue;
    const { version, license, homepage, repository } = await manifestOf(root, name);
    const address = homepage ?? repository?.url ?? repository ?? '';
    const text = await licenceText(join(root, 'node_modules', name));
    sections.push(`${name} ${version}\n${licenceName(license)}  ${address}\n\n${text}`);
  }
  return (
    'CLIP Notebook contains the following packages, each under its own licence. The vocabulary of the CLIP tokenizer and the\n' +
    'model `builtin` carry their notices beside them, in dist/.\n\n' +
    sections.join(`\n\n${'-'.repeat(80)}\n\n`) +
    '\n'
  );
}

async function licenceText(folder) {
  const files = (await readdir(folder)).filter(name =>
    /^(licen[cs]e|copying|notice|third.?party)/i.test(name),
  );
  const texts = await Promise.all(files.sort().map(name => readFile(join(folder, name), 'utf8')));
  return (
    texts.map(text => text.trim()).join('\n\n') || 'The package names its licence and brings no text of it.'
  );
}

function licenceName(license) {
  return typeof license === 'string' ? license : (license?.type ?? 'see below');
}
