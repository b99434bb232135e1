import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../../kernels/protocol/failures/index.ts';
import type { CellFault } from '../../../../../kernels/protocol/kernel/faults.ts';
import { compileCell, type CompiledCell } from '../../../../../kernels/typescript/compile/compile-cell.ts';
import {
  createCellScope,
  type CellBody,
  type CellScope,
} from '../../../../../kernels/typescript/compile/cell-scope.ts';
import {
  faultOf,
  longestText,
  type CellSources,
} from '../../../../../kernels/typescript/faults/cell-fault.ts';
import { openFolder, type NotebookFolder } from '../modules/folder.ts';

let folder: NotebookFolder;
let scope: CellScope;
let cells: Map<string, CompiledCell>;
let before: Set<string>;
beforeEach(() => {
  folder = openFolder();
  scope = createCellScope(folder.loader);
  cells = new Map();
  before = new Set(Object.getOwnPropertyNames(globalThis));
});
afterEach(() => {
  for (const name of Object.getOwnPropertyNames(globalThis))
    if (!before.has(name)) Reflect.deleteProperty(globalThis, name);
  folder.close();
});

const sources: CellSources = {
  cellOf(file) {
    const found = cells.get(file);
    return found && { cell: `id-${found.position}`, position: found.position, locate: found.locate };
  },
  moduleOf: (file, place) => folder.loader.locate(file, place),
  isKernel: file => /\/kernels\/|\/test\/|node_modules|importer/.test(file),
};

/** Runs cells at places 1, 2, … and gives how the last one failed. */
async function fault(...texts: string[]): Promise<CellFault> {
  for (const [k, text] of texts.entries())
    try {
      const file = folder.path(`notes.cell-${k + 1}.run-${cells.size}.ts`);
      const compiled = compileCell(text, { file, position: k + 1, ...scope });
      cells.set(file, compiled);
      const body = compiled.script.runInThisContext() as CellBody;
      await body(scope.store, scope.runtime);
    } catch (error) {
      return faultOf(error, sources, `id-${k + 1}`);
    }
  throw new Error('No cell failed.');
}

describe('places', () => {
  const rows: readonly (readonly [cells: string | readonly string[], stack: string])[] = [
    ['throw new Error("x")', 'Error: x\n    at Cell 1:1:7'],
    ['\n\n  throw new TypeError("x")', 'TypeError: x\n    at Cell 1:3:9'],
    [
      'const a: number = 1; null!.b',
      "TypeError: Cannot read properties of null (reading 'b')\n    at Cell 1:1:28",
    ],
    ['nobody', 'ReferenceError: nobody is not defined\n    at Cell 1:1:1'],
    ['const a: Map<string, number> = nobody', 'ReferenceError: nobody is not defined\n    at Cell 1:1:7'],
    [
      'function f(): never {\n  throw new Error("x")\n}\nf()',
      'Error: x\n    at f (Cell 1:2:9)\n    at Cell 1:4:1',
    ],
    [
      ['const f = () => { throw new Error("x") }', '\nf()'],
      'Error: x\n    at f (Cell 1:1:25)\n    at Cell 2:2:1',
    ],
    [
      'async function f() {\n  await null\n  throw new Error("x")\n}\nawait f()',
      'Error: x\n    at f (Cell 1:3:9)\n    at async Cell 1:5:1',
    ],
    [
      'class A {\n  constructor(private a: number) { throw new Error("x") }\n}\nnew A(1)',
      'Error: x\n    at new A (Cell 1:2:42)\n    at Cell 1:4:1',
    ],
    ['enum E { A }\n\nthrow new Error("x")', 'Error: x\n    at Cell 1:3:7'],
    ['{ a: nobody }', 'ReferenceError: nobody is not defined\n    at Cell 1:1:6'],
    [
      'const f = (x: unknown): x is string => nobody\nf(1)',
      'ReferenceError: nobody is not defined\n    at f (Cell 1:1:40)\n    at Cell 1:2:1',
    ],
    [
      '[1].map(() => { throw new Error("x") })',
      'Error: x\n    at Cell 1:1:23\n    at Array.map (<anonymous>)\n    at Cell 1:1:5',
    ],
    [
      'const process = null\nprocess.exit()',
      "TypeError: Cannot read properties of null (reading 'exit')\n    at Cell 1:2:9",
    ],
    ['eval("nobody")', 'ReferenceError: nobody is not defined\n    at eval (Cell 1:1:1)\n    at Cell 1:1:1'],
    ['\r\nthrow new Error("x")\r\n', 'Error: x\n    at Cell 1:2:7'],
  ];
  for (const [texts, stack] of rows)
    it(typeof texts === 'string' ? texts : texts.join(' ⏎ '), async () => {
      const found = await fault(...(typeof texts === 'string' ? [texts] : texts));
      expect(found.stack.replace(/\n.*<anonymous>\)/, '')).toBe(stack.replace(/\n.*<anonymous>\)/, ''));
    });

  it('the topmost cell is the place', async () => {
    expect((await fault('function f() { throw new Error("x") }', 'f()')).place).toEqual({
      cell: 'id-1',
      position: 1,
      line: 1,
      column: 22,
    });
  });

  it('.ts files as they were written', async () => {
    folder.write({
      'lib.ts': 'interface I {}\n\nexport function f(a: I): never {\n  throw new Error("x");\n}\n',
    });
    const found = await fault("import { f } from './lib'\nf({})");
    expect(found.stack).toBe(`Error: x\n    at f (${folder.path('lib.ts')}:4:9)\n    at Cell 1:2:1`);
  });

  it('a module that is missing, at its import', async () => {
    const found = await fault("\nimport { f } from './gone'");
    expect(found).toMatchObject({ code: 'module-file-not-found', name: 'Failure', place: { line: 2 } });
  });

  it('a file that the engine cannot read', async () => {
    folder.write({ 'bad.mjs': 'export const a = 1;\nexport const = 2' });
    expect((await fault("import './bad.mjs'")).stack).toContain(`bad.mjs:2`);
  });

  it('a cell that cannot be read', async () => {
    expect(await fault('let a\nlet = 5 5')).toMatchObject({
      kind: 'syntax',
      name: 'SyntaxError',
      place: { cell: 'id-1', position: 1, line: 2 },
    });
  });
});

describe('causes', () => {
  it('a chain', async () => {
    const { stack } = await fault('try { nobody } catch (cause) {\n  throw new Error("outer", { cause })\n}');
    expect(stack).toBe(
      'Error: outer\n    at Cell 1:2:9\nCaused by: ReferenceError: nobody is not defined\n    at Cell 1:1:7',
    );
  });
  it('one that is no error', async () => {
    expect((await fault('throw new Error("x", { cause: { a: 1 } })')).stack).toContain('Caused by: { a: 1 }');
  });
  it('several errors', async () => {
    const { stack } = await fault('await Promise.any([Promise.reject(new Error("a")), Promise.reject("b")])');
    expect(stack).toMatch(
      /AggregateError: All promises were rejected[^]*\[1\]: Error: a[^]*\[2\]: 'b' was thrown/,
    );
  });
  it('a circle', async () => {
    const { stack } = await fault(
      'const a = new Error("a"); const b = new Error("b", { cause: a }); a.cause = b; throw a',
    );
    expect(stack).toContain('told of above');
  });
  it('a long chain', async () => {
    const { stack } = await fault(
      'let e = new Error("0"); for (let i = 1; i < 100; i++) e = new Error(String(i), { cause: e }); throw e',
    );
    expect(stack).toContain('further down');
  });
});

describe('whatever is thrown', () => {
  const rows: readonly (readonly [thrown: string, expected: object])[] = [
    ['"text"', { name: 'Thrown', message: "'text' was thrown; it is not an Error." }],
    ['undefined', { message: 'undefined was thrown; it is not an Error.' }],
    ['null', { message: 'null was thrown; it is not an Error.' }],
    ['42', { message: '42 was thrown; it is not an Error.' }],
    ['Symbol("s")', { message: 'Symbol(s) was thrown; it is not an Error.' }],
    ['{ a: 1 }', { message: '{ a: 1 } was thrown; it is not an Error.' }],
    ['Object.create(null)', { message: '[Object: null prototype] {} was thrown; it is not an Error.' }],
    [
      'new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 1 }, ownKeys() { throw 1 } })',
      { name: 'Thrown' },
    ],
    [
      'Object.defineProperty(new Error("x"), "stack", { get() { throw 1 } })',
      { name: 'Error', message: 'x', stack: 'Error: x' },
    ],
    [
      'Object.defineProperty(new Error("x"), "message", { get() { throw 1 } })',
      { name: 'Error', message: '' },
    ],
    ['Object.defineProperty(new Error("x"), "name", { get() { throw 1 } })', { name: 'Error', message: 'x' }],
    ['Object.assign(new Error("x"), { name: 5, stack: 6 })', { name: 'Error', message: 'x' }],
    [
      'Object.assign(new Error("x"), { stack: [1, null, { getFileName() { throw 1 } }] })',
      { stack: 'Error: x' },
    ],
    ['class MyError extends Error { name = "MyError" }; new MyError("x")', { name: 'MyError', message: 'x' }],
    ['{ [Symbol.toStringTag]: "x", get stack() { throw 1 } }', { name: 'Thrown' }],
    ['{ message: "made by hand", stack: "Odd: made" }', { name: 'Object', message: 'made by hand' }],
    ['new DOMException("x", "AbortError")', { name: 'AbortError', message: 'x' }],
    ['() => 1', { name: 'Thrown' }],
    ['1n', { message: '1n was thrown; it is not an Error.' }],
  ];
  for (const [thrown, expected] of rows)
    it(thrown, async () => {
      const [setup, value] = thrown.includes('}; ') ? thrown.split('; ') : ['', thrown];
      expect(await fault(`${setup ?? ''}\nthrow (${value ?? ''})`)).toMatchObject({
        kind: 'error',
        ...expected,
      });
    });

  it('an error of another realm', () => {
    const error = runInNewContext('new RangeError("far")') as unknown;
    expect(faultOf(error, sources)).toMatchObject({ kind: 'error', name: 'RangeError', message: 'far' });
  });
  it('a failure of the catalogue, also from another bundle', () => {
    const error = failure('kernel-lost', { reason: 'it fell.' });
    expect(faultOf(error, sources).code).toBe('kernel-lost');
    const twin = Object.assign(new Error(error.message), { name: 'Failure', code: error.code });
    expect(faultOf(twin, sources).code).toBe('kernel-lost');
    expect(faultOf(Object.assign(new Error('x'), { code: 'ENOENT' }), sources).code).toBeUndefined();
  });
  it('a message of a megabyte is cut, and says so', async () => {
    const { message, stack } = await fault('throw new Error("m".repeat(1e6))');
    expect(message.length).toBeLessThan(longestText + 100);
    expect(message).toContain('of 1000000 characters');
    expect(stack.length).toBeLessThan(longestText + 200);
  });
  it('call sites that a cell prefers to text', async () => {
    const found = await fault(
      'const was = Error.prepareStackTrace; Error.prepareStackTrace = (_, sites) => sites',
      'try { try { nobody } catch (e) { e.stack; throw e } } finally { Error.prepareStackTrace = was }',
    );
    expect(found.stack).toContain('at Cell 2:1:13');
  });
  it('a prepareStackTrace that throws or gives nonsense', async () => {
    for (const nonsense of ['throw 1', 'return 5', 'return { length: 3 }', 'return "at nowhere"']) {
      const found = await fault(
        `const was = Error.prepareStackTrace; Error.prepareStackTrace = () => { ${nonsense} }`,
        'try { try { nobody } catch (e) { try { e.stack } catch {}; throw e } } finally { Error.prepareStackTrace = was }',
      );
      expect(found.message).toContain('nobody');
    }
  });
});
