import { afterEach, describe, expect, it } from 'vitest';
import { openFolder, type NotebookFolder } from './folder.ts';

const opened: NotebookFolder[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
const open = (files: Readonly<Record<string, string>> = {}) => {
  const folder = openFolder(files);
  opened.push(folder);
  return folder;
};
const pkg = (name: string, manifest: object, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ 'package.json': JSON.stringify({ name, ...manifest }), ...files }).map(
      ([file, text]) => [`node_modules/${name}/${file}`, text],
    ),
  );
const throwing = '\n\nexport const boom = (): never => {\n  throw new Error("boom");\n};\n';

type Row = readonly [
  title: string,
  files: Readonly<Record<string, string>>,
  specifier: string,
  expected: object,
];

const found: readonly Row[] = [
  ['a built-in with its scheme', {}, 'node:path', { sep: '/' }],
  ['a built-in without', {}, 'path', { sep: '/' }],
  ['a path below a built-in', {}, 'fs/promises', {}],
  ['the library', {}, 'clip-notebook', { library: true }],
  [
    'an ESM-only package',
    pkg('only', { type: 'module', exports: './m.js' }, { 'm.js': 'export const x = 1' }),
    'only',
    { x: 1 },
  ],
  [
    'import before require',
    pkg('dual', { exports: { require: './a.cjs', import: './b.mjs' } }, { 'b.mjs': 'export const x = 2' }),
    'dual',
    { x: 2 },
  ],
  [
    'nested conditions',
    pkg(
      'deep',
      { exports: { '.': { browser: './no.js', node: { import: './b.mjs' } } } },
      { 'b.mjs': 'export const x = 3' },
    ),
    'deep',
    { x: 3 },
  ],
  [
    'a subpath pattern',
    pkg('sub', { exports: { './p/*': './lib/*.mjs' } }, { 'lib/q.mjs': 'export const x = 4' }),
    'sub/p/q',
    { x: 4 },
  ],
  [
    'the closest pattern',
    pkg(
      'near',
      { exports: { './*': './no.mjs', './a/*.js': './lib/*.mjs' } },
      { 'lib/q.mjs': 'export const x = 5' },
    ),
    'near/a/q.js',
    { x: 5 },
  ],
  [
    'an array of targets',
    pkg('arr', { exports: [{ browser: './n.js' }, './b.mjs'] }, { 'b.mjs': 'export const x = 6' }),
    'arr',
    { x: 6 },
  ],
  [
    'a scoped package',
    pkg('@me/it', { type: 'module', main: 'm.js' }, { 'm.js': 'export const x = 7' }),
    '@me/it',
    { x: 7 },
  ],
  ['main without extension', pkg('m', { main: './lib/m' }, { 'lib/m.js': 'exports.x = 8' }), 'm', { x: 8 }],
  ['index.js by default', pkg('i', {}, { 'index.js': 'exports.x = 9' }), 'i', { x: 9 }],
  ['a file of a package', pkg('f', {}, { 'lib/z.js': 'exports.x = 10' }), 'f/lib/z.js', { x: 10 }],
  ['without its extension', pkg('g', {}, { 'lib/z.js': 'exports.x = 11' }), 'g/lib/z', { x: 11 }],
  [
    'names of CommonJS that no lexer finds',
    pkg('h', {}, { 'index.js': 'const o = {}; for (const k of ["a", "b"]) o[k] = k; module.exports = o' }),
    'h',
    { a: 'a', b: 'b' },
  ],
  [
    'the package of the notebook itself',
    {
      'package.json': JSON.stringify({ name: 'self', exports: { './x': './x.mjs' } }),
      'x.mjs': 'export const x = 12',
    },
    'self/x',
    { x: 12 },
  ],
  [
    'an import of the package',
    {
      'package.json': JSON.stringify({ imports: { '#x': './x.ts' } }),
      'x.ts': 'export const x: number = 13',
    },
    '#x',
    { x: 13 },
  ],
  ['.ts', { 'x.ts': 'export const x: number = 14' }, './x.ts', { x: 14 }],
  ['.ts without extension', { 'x.ts': 'export const x: number = 15' }, './x', { x: 15 }],
  ['.js that means .ts', { 'x.ts': 'export const x: number = 16' }, './x.js', { x: 16 }],
  ['.mts', { 'x.mts': 'export const x: number = 17' }, './x.mjs', { x: 17 }],
  [
    '.cts',
    { 'x.cts': 'export const x: number = 18; export const d = __dirname.length > 1' },
    './x.cts',
    { x: 18, d: true },
  ],
  ['a folder', { 'd/index.ts': 'export const x = 19' }, './d', { x: 19 }],
  ['.mjs', { 'x.mjs': 'export const x = 20' }, './x.mjs', { x: 20 }],
  ['.cjs', { 'x.cjs': 'exports.x = 21' }, './x.cjs', { x: 21 }],
  ['.js of a CommonJS folder', { 'x.js': 'exports.x = 22' }, './x.js', { x: 22 }],
  [
    '.js of a module folder',
    { 'package.json': '{"type":"module"}', 'x.js': 'export const x = 23' },
    './x.js',
    { x: 23 },
  ],
  ['.json', { 'x.json': '{"x":24}' }, './x.json', { default: { x: 24 } }],
  ['a folder above', { '../above.json': '1' }, '../above.json', { default: 1 }],
  [
    'a chain of .ts',
    {
      'a.ts': "import { b } from './lib/b.js'; export const x = b + 1",
      'lib/b.ts': "export { c as b } from '../c'",
      'c.ts': 'export const c = 24',
    },
    './a.ts',
    { x: 25 },
  ],
  [
    'a cycle of .ts',
    {
      'a.ts':
        "import { odd } from './b.ts'; export function even(n: number): boolean { return n === 0 || odd(n - 1) } export const x = even(10)",
      'b.ts':
        "import { even } from './a.ts'; export function odd(n: number): boolean { return n !== 0 && even(n - 1) }",
    },
    './a.ts',
    { x: true },
  ],
  [
    'types that are imported as if they were values',
    {
      'a.ts': "import { T, one } from './t.ts'; export const x: T = one",
      't.ts': 'export interface T {} export const one = 1',
    },
    './a.ts',
    { x: 1 },
  ],
  [
    'types of a file that is not there',
    { 'a.ts': "import { T } from './gone'; export const x: T = 1" },
    './a.ts',
    { x: 1 },
  ],
  [
    'a package and JSON from .ts',
    {
      ...pkg('p', { type: 'module', exports: './p.js' }, { 'p.js': 'export const p = 1' }),
      'd.json': '{"d":2}',
      'a.ts':
        "import { p } from 'p'; import d from './d.json' with { type: 'json' }; export const x = p + d.d",
    },
    './a.ts',
    { x: 3 },
  ],
  [
    'the library from .ts',
    { 'a.ts': "export { library } from 'clip-notebook'" },
    './a.ts',
    { library: true },
  ],
  [
    'import() in .ts',
    {
      'a.ts': "const name = './b'; export const x = (await import(name)).b",
      'b.ts': 'export const b: number = 26',
    },
    './a.ts',
    { x: 26 },
  ],
  [
    'require in .ts',
    { 'a.ts': "export const x = typeof require('node:fs').readFileSync" },
    './a.ts',
    { x: 'function' },
  ],
  [
    'require of its own in .ts',
    {
      'a.ts':
        "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); export const x = typeof require('fs').readFileSync",
    },
    './a.ts',
    { x: 'function' },
  ],
  [
    'import = in .ts',
    { 'a.ts': "import fs = require('fs'); export const x = typeof fs.readFileSync" },
    './a.ts',
    { x: 'function' },
  ],
  [
    'enums, decorators and parameter properties in .ts',
    {
      'a.ts':
        'export enum E { A = 5 } const twice = (f: any, _: any) => function (this: any) { return f.call(this) * 2 }; class C { constructor(private n: number) {} @twice get() { return this.n } } export const x = new C(E.A).get()',
    },
    './a.ts',
    { x: 10 },
  ],
  ['export = in .ts', { 'a.ts': 'const made = { x: 27 }; export = made' }, './a.ts', { x: 27 }],
  [
    '.cts that requires .cts',
    {
      'a.cts': "import b = require('./b.cts'); export const x = b.b",
      'b.cts': 'export const b: number = 28',
    },
    './a.cts',
    { x: 28 },
  ],
];

describe('modules that are there', () => {
  for (const [title, files, specifier, expected] of found)
    it(title, async () => {
      const { loader } = open(files);
      expect(await loader.load(specifier)).toMatchObject(expected);
    });

  it('a file URL and an absolute path', async () => {
    const { loader, path } = open({ 'x.ts': 'export const x = 1' });
    expect(await loader.load(path('x.ts'))).toBe(await loader.load(`file://${path('x.ts')}`));
  });

  it('import.meta of a .ts is the real file', async () => {
    const { loader, path } = open({
      'lib/x.ts':
        'export const { url, filename, dirname } = import.meta as any; export const r = import.meta.resolve("./y.ts")',
      'lib/y.ts': '',
    });
    expect(await loader.load('./lib/x.ts')).toMatchObject({
      url: `file://${path('lib/x.ts')}`,
      filename: path('lib/x.ts'),
      dirname: path('lib'),
      r: `file://${path('lib/y.ts')}`,
    });
  });

  it('import.meta and require of cells', () => {
    const { loader, folder, path } = open({ 'x.cjs': 'module.exports = 5' });
    expect(loader.meta).toMatchObject({ url: `file://${path('notes.ipynb')}`, dirname: folder });
    expect((loader.variables['require'] as (id: string) => unknown)('./x.cjs')).toBe(5);
    expect(loader.variables).toMatchObject({ __dirname: folder, __filename: path('notes.ipynb') });
  });
});

const missing: readonly Row[] = [
  ['a package', {}, 'left-pad', { code: 'module-not-found' }],
  ['a scoped one', {}, '@a/b/c', { code: 'module-not-found', details: { name: '@a/b' } }],
  ['a file', {}, './gone.ts', { code: 'module-file-not-found' }],
  ['nothing', {}, '', { code: 'module-file-not-found' }],
  [
    'a closed subpath',
    pkg('c', { exports: { '.': './i.js' } }, { 'i.js': '' }),
    'c/inner.js',
    { code: 'module-not-exported' },
  ],
  [
    'a target that is null',
    pkg('n', { exports: { './*': './*.js', './x': null } }, {}),
    'n/x',
    { code: 'module-not-exported' },
  ],
  ['a package import', {}, '#x', { code: 'module-not-exported' }],
  ['https', {}, 'https://esm.sh/x', { code: 'module-scheme', details: { scheme: 'https' } }],
  ['npm:', {}, 'npm:chalk', { code: 'module-scheme' }],
  ['.tsx', { 'v.tsx': '' }, './v.tsx', { code: 'module-kind' }],
  ['.tsx by its name alone', { 'v.tsx': '' }, './v', { code: 'module-kind' }],
  ['declarations', { 'v.d.ts': '' }, './v.d.ts', { code: 'module-kind' }],
  ['a picture', { 'v.png': '' }, './v.png', { code: 'module-kind' }],
  ['broken JSON', { 'v.json': '{' }, './v.json', { code: 'module-json' }],
  ['a broken manifest', { 'node_modules/b/package.json': '{' }, 'b', { code: 'module-json' }],
  ['a file below a .ts', { 'a.ts': "import './gone'" }, './a.ts', { code: 'module-file-not-found' }],
];

describe('modules that are not there', () => {
  for (const [title, files, specifier, expected] of missing)
    it(title, async () => {
      const { loader } = open(files);
      await expect(loader.load(specifier)).rejects.toMatchObject({ name: 'Failure', ...expected });
    });

  it('a package: what to do', async () => {
    const { loader, folder } = open();
    await expect(loader.load('left-pad/x')).rejects.toThrow(`npm install left-pad\` in ${folder}`);
  });

  it('a syntax error names file, line and column', async () => {
    const { loader, path } = open({ 'a.ts': "import './b'", 'b.ts': 'const a = 1;\nconst = 2' });
    await expect(loader.load('./a.ts')).rejects.toThrow(`${path('b.ts')}:2:7`);
  });

  it('a type on what is not JSON', async () => {
    const { loader } = open({ 'a.ts': '' });
    await expect(loader.load('./a.ts', { type: 'json' })).rejects.toMatchObject({ code: 'module-attribute' });
  });

  it('require of what needs import', () => {
    const load = open({ 'a.ts': '' }).loader.variables['require'] as (id: string) => unknown;
    expect(() => load('./a.ts')).toThrow("import('./a.ts')");
    expect(() => load('clip-notebook')).toThrow('Use import');
    expect(() => load('left-pad')).toThrow('npm install left-pad');
    expect(() => load('./gone')).toThrow("no file './gone'");
  });
});

describe('modules that change', () => {
  it('are read again when the file itself changed, and only then', async () => {
    const { loader, write } = open({ 'a.ts': 'export const x: number = 1' });
    const first = await loader.load('./a.ts');
    expect(await loader.load('./a.ts')).toBe(first);
    write({ 'a.ts': 'export const x: number = 2' });
    expect((await loader.load('./a.ts'))['x']).toBe(2);
  });

  it('are read again when something below changed; what cannot see it stays', async () => {
    const { loader, write } = open({
      'a.ts': "export { b } from './b'; export { c } from './c'",
      'b.ts': 'export const b = { n: 1 }',
      'c.ts': 'export const c = {}',
    });
    const first = await loader.load('./a');
    write({ 'b.ts': 'export const b = { n: 2 }' });
    const second = await loader.load('./a');
    expect(second).toMatchObject({ b: { n: 2 } });
    expect(second['c']).toBe(first['c']);
    expect((await loader.load('./c'))['c']).toBe(first['c']);
  });

  it('are read again in cycles', async () => {
    const { loader, write } = open({
      'a.ts': "import { b } from './b'; export const a = 1; export const sum = () => a + b",
      'b.ts': "import { a } from './a'; export const b = 1; export const sum = () => a + b",
    });
    expect(((await loader.load('./a'))['sum'] as () => number)()).toBe(2);
    write({ 'b.ts': "import { a } from './a'; export const b = 5; export const sum = () => a + b" });
    expect(((await loader.load('./a'))['sum'] as () => number)()).toBe(6);
    expect(((await loader.load('./b'))['sum'] as () => number)()).toBe(6);
  });

  it('also JavaScript and JSON', async () => {
    const { loader, write } = open({
      'a.mjs': 'export const x = 1',
      'b.cjs': 'exports.x = 1',
      'c.json': '1',
    });
    for (const name of ['./a.mjs', './b.cjs', './c.json']) await loader.load(name);
    write({ 'a.mjs': 'export const x = 22', 'b.cjs': 'exports.x = 22', 'c.json': '22' });
    expect((await loader.load('./a.mjs'))['x']).toBe(22);
    expect((await loader.load('./b.cjs'))['x']).toBe(22);
    expect((await loader.load('./c.json'))['default']).toBe(22);
  });

  it('after a syntax error was corrected', async () => {
    const { loader, write } = open({ 'a.ts': 'export const = 1' });
    await expect(loader.load('./a')).rejects.toMatchObject({ code: 'module-syntax' });
    write({ 'a.ts': 'export const x = 1' });
    expect((await loader.load('./a'))['x']).toBe(1);
  });
});

it('places of compiled files lead back to the source', async () => {
  const { loader, path } = open({ 'a.ts': throwing });
  const boom = (await loader.load('./a'))['boom'] as () => never;
  let stack = '';
  try {
    boom();
  } catch (error) {
    stack = (error as Error).stack ?? '';
  }
  const [, file = '', line, column] = /\(?(file:[^()\s]+):(\d+):(\d+)\)?/.exec(stack) ?? [];
  expect(loader.locate(file, { line: Number(line), column: Number(column) })).toEqual({
    file: path('a.ts'),
    line: 4,
    column: 9,
  });
});
