import type { Namespace } from '../../../../../kernels/typescript/modules/namespaces.ts';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createModuleLoader,
  type ModuleLoader,
} from '../../../../../kernels/typescript/modules/module-loader.ts';

export interface NotebookFolder {
  readonly folder: string;
  readonly loader: ModuleLoader;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly path: (name: string) => string;
  close(): void;
}

/** A notebook's folder with the given files, and the modules as its cells see them. */
export function openFolder(files: Readonly<Record<string, string>> = {}): NotebookFolder {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'notebook-folder-')));
  const path = (name: string) => join(folder, name);
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
  };
  write({ ...files, 'importer.cjs': 'module.exports = url => import(url)' });
  const loader = createModuleLoader({
    notebook: path('notes.ipynb'),
    library: 'data:text/javascript,export const library = true',
    // As the bundle does it: the test runner would compile what it imports.
    importUrl: createRequire(path('importer.cjs'))('./importer.cjs') as (url: string) => Promise<Namespace>,
  });
  return {
    folder,
    loader,
    write,
    path,
    close() {
      loader.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
