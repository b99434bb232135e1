// The types of `clip-notebook` that cells are checked against: declarations of kernels/index.ts and of all that it names, with their comments.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** Writes the declarations below `folder` as they lie in the repository, and returns their paths there. */
export async function emitDeclarations(root, folder) {
  const base = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile).config.compilerOptions;
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...base,
      types: ['node'],
      rootDir: root,
      outDir: folder,
      composite: false,
      incremental: false,
      declaration: true,
      noEmitOnError: false,
    },
    root,
  );
  const program = ts.createProgram([join(root, 'kernels/index.ts')], options);
  const files = new Map();
  program.emit(undefined, (file, text) => files.set(file, text), undefined, true);
  if (files.size < 10) throw new Error('no declarations came out: does `tsc -b` pass?');
  for (const [file, text] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, resolvable(text, file.endsWith('kernels/index.d.ts')));
  }
  return [...files.keys()].map(file => relative(folder, file));
}

/** A name that ends in .ts is found by few; one that ends in .js by all. Node's own types are those that lie beside. */
function resolvable(text, first) {
  const named = text.replace(/(\bfrom\s*|\bimport\()(["'])(\.[^"']+)\.ts\2/g, '$1$2$3.js$2');
  return first ? `/// <reference types="node" />\n${named}` : named;
}
