import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNotebook, type TestNotebook } from './notebook.ts';

let notebook: TestNotebook;
beforeEach(() => {
  notebook = openNotebook();
});
afterEach(() => {
  notebook.close();
});

const expectCells = (cells: string | readonly string[], expected: unknown) => async () => {
  let value: unknown;
  for (const cell of typeof cells === 'string' ? [cells] : cells) value = await notebook.run(cell);
  expect(value).toEqual(expected);
};

const table = (
  title: string,
  rows: readonly (readonly [cells: string | readonly string[], expected: unknown])[],
) =>
  describe(title, () => {
    for (const [cells, expected] of rows)
      it(typeof cells === 'string' ? cells : cells.join(' ⏎ '), expectCells(cells, expected));
  });

table('the value of a cell', [
  ['', undefined],
  ['// nothing', undefined],
  ['1 + 1', 2],
  ['1 + 1;', 2],
  ['1 + 1; // two', 2],
  ['1 + 1\n;\n;', 2],
  ['1, 2', 2],
  ['let a = 1', undefined],
  ['let a = 1; a', 1],
  ['5\ninterface I {}', 5],
  ['5\ntype T = 1', 5],
  ['five(); function five() { return 5 }', 5],
  ['if (true) { 3 }', undefined],
  ['"text"', 'text'],
  ["'use strict'", 'use strict'],
  ['{a: 1}', { a: 1 }],
  ['{a: 1, b: [2]}', { a: 1, b: [2] }],
  ['{}', {}],
  ['{ "a-b": 1 } // why not', { 'a-b': 1 }],
  ['{a: 1}.a', 1],
  ['{ let b = 2; b }', undefined],
  ['{ ...{ c: 3 } }', { c: 3 }],
  ['({a: 1})', { a: 1 }],
  ['await 7', 7],
  ['await Promise.resolve({ a: 1 })', { a: 1 }],
  ['Promise.resolve(8) instanceof Promise', true],
  ['export default 6', 6],
  ['export default 6;\nlet z = 1', 6],
  ['`a${1}b`', 'a1b'],
  ['[1, 2].map(x => x * 2)', [2, 4]],
  ['undefined', undefined],
  ['null', null],
  ['typeof nobody', 'undefined'],
  ['this', undefined],
  ['(() => this)()', undefined],
  ['(function () { return this })()', undefined],
  ['class A { b = this }; new A().b instanceof A', true],
  ['let f = 1\n;[2].length', 1],
]);
