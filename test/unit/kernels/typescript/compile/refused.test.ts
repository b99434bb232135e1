import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CellSyntaxError } from '../../../../../kernels/typescript/compile/syntax-error.ts';
import { openNotebook, type TestNotebook } from './notebook.ts';

let notebook: TestNotebook;
beforeEach(() => {
  notebook = openNotebook();
});
afterEach(() => {
  notebook.close();
});

function fault(source: string): CellSyntaxError {
  try {
    notebook.compile(source);
  } catch (error) {
    if (error instanceof CellSyntaxError) return error;
    throw error;
  }
  throw new Error('It compiled.');
}

describe('a cell that cannot run names line and column', () => {
  const rows: readonly (readonly [source: string, line: number, column: number, message: RegExp])[] = [
    ['const = 1', 1, 7, /declaration expected/],
    ['let a = 1;\nlet b = ;', 2, 9, /Expression expected/],
    ['let a = 1; let a = 2', 1, 16, /'a' has already been declared/],
    ['let a; var a', 1, 12, /already/],
    ['class A {} const A = 1', 1, 18, /already/],
    ["import { sep } from 'path'; const sep = 1", 1, 35, /already/],
    ['{ let a; { var a } }', 1, 16, /already/],
    ['const a', 1, 7, /Missing initializer in const/],
    ['let {a}', 1, 5, /Missing initializer in destructuring/],
    ['return 1', 1, 1, /Illegal return/],
    ['if (true) {\n  return }', 2, 3, /Illegal return/],
    ['break', 1, 1, /Illegal break/],
    ['const f = 1\nfunction g() { continue }', 2, 16, /continue/],
    ['let eval = 1', 1, 5, /eval/],
    ['const s: string = "a', 1, 21, /Unterminated/],
    ['a: a: 1', 1, 4, /already been declared/],
    ['const x: number = 1;\nlet r = /(/', 2, 9, /regular expression/],
    ['enum E { A }\nbreak', 2, 1, /Illegal break/],
    ['{ a: 1, b }}', 1, 12, /expected/],
    ['@d\nlet x = 1', 1, 1, /Decorators|decorator/i],
    ['delete a', 1, 8, /Delete of an unqualified/],
    ['with (a) {}', 1, 1, /with/],
    ['new.target', 1, 5, /new\.target/],
    ['function f() { await 1 }', 1, 16, /await|expected|Unexpected/],
  ];
  for (const [source, line, column, message] of rows)
    it(source, () => {
      const [first] = fault(source).diagnostics;
      expect(first.message).toMatch(message);
      expect([first.line, first.column]).toEqual([line, column]);
    });

  it('lists every complaint with a caret under the place', () => {
    const { frames, diagnostics, message } = fault('const = 1\n\tconst ! = 2');
    expect(diagnostics.length).toBeGreaterThan(1);
    expect(message).toBe(diagnostics[0].message);
    expect(frames).toContain('at Cell 1:1:7\n1 | const = 1\n          ^');
    expect(frames).toContain('2 | \tconst ! = 2\n    \t      ^');
  });

  it('nesting that no parser survives', () => {
    expect(fault('('.repeat(100_000)).message).toMatch(/nested|expected/);
  });
});

describe('while running', () => {
  const fails = async (cells: readonly string[], error: RegExp | Error | (new () => Error)) => {
    const run = async () => {
      for (const cell of cells) await notebook.run(cell);
    };
    await expect(run()).rejects.toThrow(error);
  };
  it('a const is not assigned again', () => fails(['const a = 1; a = 2'], TypeError));
  it('nor in a later cell', () => fails(['const a = 1', 'a++'], TypeError));
  it('nor one that the world has too', () => fails(['const process = 1', 'process = 2'], TypeError));
  it('nor an import', () => fails(["import { sep } from 'node:path'", 'sep = 1'], TypeError));
  it('nor one from a pattern', () => fails(['const [{ a }] = [{ a: 1 }]; a = 2'], TypeError));
  it('an unknown name is not created', () => fails(['unknown = 1'], ReferenceError));
  it('an unknown name is not read', () => fails(['unknown'], new ReferenceError('unknown is not defined')));
  it('a missing export that is used', () =>
    fails(["import { nothing } from 'node:path'; nothing"], /does not provide an export named 'nothing'/));
  it('values from before a failure stay', async () => {
    await fails(['const a = 1', 'const a = (() => { throw new Error("no") })()'], Error);
    expect(await notebook.run('a')).toBe(1);
  });
  it('a missing export that no cell has used yet can be a type', async () => {
    await notebook.run("import { Nothing } from 'node:path'");
    expect(await notebook.run('typeof Nothing')).toBe('undefined');
  });
});

describe('what a cell declares and reads', () => {
  it('names', () => {
    const { declares, reads, imports } = notebook.compile(
      "import fs from 'node:fs'; const { a, ...b } = outside; function f(p) { return p + other + a } enum E { A } interface I {} var c; console.log(Math.PI, own)",
    );
    expect(declares).toEqual(['fs', 'a', 'b', 'f', 'E', 'c']);
    expect([...reads].sort()).toEqual(['other', 'outside', 'own']);
    expect(imports).toEqual(['node:fs']);
  });
  it('not what the lowering adds', () => {
    const { declares, reads } = notebook.compile('@deco class A { @f x = 1 } using y = open()');
    expect([...declares].sort()).toEqual(['A', 'y']);
    expect([...reads].sort()).toEqual(['deco', 'f', 'open']);
  });
});
