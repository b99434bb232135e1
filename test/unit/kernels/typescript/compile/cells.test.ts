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

table('names that outlive a cell', [
  [['const a = 1', 'a'], 1],
  [['let a = 1', 'a = 2', 'a'], 2],
  [['const a = 1', 'const a = 2', 'a'], 2],
  [['const a = 1', 'let a = 2; a = 3', 'a'], 3],
  [['var a = 1', 'var a', 'a'], 1],
  [['let a = 1', 'let a', 'a'], undefined],
  [['let a = 1', 'function a() { return 2 }', 'a()'], 2],
  [['function a() { return 2 }', 'const a = 5', 'a'], 5],
  [['class A { x = 1 }', 'class A { x = 2 }', 'new A().x'], 2],
  [['const n = 1; const f = () => n', 'const n = 2', 'f()'], 2],
  [
    ['function f() { return g() }', 'function g() { return 1 }', 'f()', 'function g() { return 2 }', 'f()'],
    2,
  ],
  [['const f = () => later', 'const later = 9', 'f()'], 9],
  ['a(); function a() { return 1 }', 1],
  ['const r = a(); function a() { return 1 }; r', 1],
  ['let n = 0; function up() { n++ } up(); up(); n', 2],
  [['let n = 0; const up = () => ++n', 'up(); up()', 'n'], 2],
  [
    ['const { a, b: [c = 3, ...d], ...e } = { a: 1, b: [undefined, 4, 5], f: 6 }', '[a, c, d, e]'],
    [1, 3, [4, 5], { f: 6 }],
  ],
  [
    ['const [a, , b = 2] = [1]', '[a, b]'],
    [1, 2],
  ],
  [
    ['let { x: { y: deep } } = { x: { y: 7 } }, z = deep + 1', '[deep, z]'],
    [7, 8],
  ],
  [['const { ["a" + 1]: k } = { a1: 5 }', 'k'], 5],
  [
    ['const f = () => 1, g = function () {}, h = class {}', '[f.name, g.name, h.name]'],
    ['f', 'g', 'h'],
  ],
  [['const { f = () => 1 } = {}', 'f.name'], 'f'],
  [['function named() {}', 'named.name'], 'named'],
  [['async function a() { return 4 }', 'await a()'], 4],
  [
    ['function* g() { yield 1; yield 2 }', '[...g()]'],
    [1, 2],
  ],
  [
    [
      'async function* g() { yield 1; yield 2 }',
      'const all = []; for await (const x of g()) all.push(x); all',
    ],
    [1, 2],
  ],
  [['for (var i = 0; i < 3; i++);', 'i'], 3],
  [['for (var k of [1, 2]);', 'k'], 2],
  [
    ['for (var [k, v] of [[1, 2]]);', '[k, v]'],
    [1, 2],
  ],
  [['for (var k in { p: 1 });', 'k'], 'p'],
  [
    ['for (var i = 0, j = 9, u; i < 1; i++);', '[i, j, u]'],
    [1, 9, undefined],
  ],
  [['if (true) { var inner = 5 }', 'inner'], 5],
  [['if (true) var inner = 6', 'inner'], 6],
  [['{ let inner = 5 }', 'typeof inner'], 'undefined'],
  [['{ function inner() {} }', 'typeof inner'], 'undefined'],
  [['try { throw 1 } catch (e) { var seen = e }', 'seen'], 1],
  [['try { throw 1 } catch (e) { var e = 2 }', 'e'], undefined],
  [['switch (1) { case 1: var s = 4 }', 's'], 4],
  [
    'const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map(f => f())',
    [0, 1, 2],
  ],
  ['let a = 1, b = a + 1; [a, b]', [1, 2]],
  ['const a = 1\nconst b = 2;\n[a, b]', [1, 2]],
  ['let x = 1\n;({ x } = { x: 2 })\nx', 2],
  ['outer: for (let i = 0; ; i++) { for (;;) { if (i > 2) break outer; continue outer } }', undefined],
  [['export const e = 1; export function f() { return e } export { e as g }', 'f()'], 1],
  [['export default class Named {}', 'new Named() instanceof Named'], true],
  ['const a = 1; { const a = 2 } a', 1],
  ['function f() { var inside = 1; return inside } f(); typeof inside', 'undefined'],
  ['const arrow = () => { let a = 1; return a }; arrow()', 1],
  ['typeof arguments', 'undefined'],
  ['(function () { return arguments.length })(1, 2)', 2],
  ['new Function("return 5")()', 5],
  [['const a = 3', 'eval("a + 1")'], 4],
]);

table('names that the world has too', [
  [['const process = 1', 'process'], 1],
  [['const console = { log: () => 5 }', 'console.log()'], 5],
  [['const console = { log: () => 5 }', 'typeof globalThis.console.table'], 'function'],
  [['const name = "n"', 'name'], 'n'],
  [['let window = 1; window++', 'window'], 2],
  [['const window = { width: 400 }', 'typeof globalThis.window'], 'undefined'],
  [['class Map { x = 1 }', 'new Map().x'], 1],
  [['function fetch() { return this }', 'fetch()'], undefined],
  [['function fetch(a) { return a }', 'fetch`t`.raw'], ['t']],
  [['const fetch = () => 1', 'fetch.name'], 'fetch'],
  [
    ['const { process, Buffer: B = 2 } = { process: 3 }', '[process, B]'],
    [3, 2],
  ],
  [['let process = 1', '({ process })'], { process: 1 }],
  [['let process = 1', '({ process } = { process: 4 }); process'], 4],
  [['let process = 1', '[process = 3] = []; process'], 3],
  [['let process = 1', '((process) => process)(2)'], 2],
  [['let process = 1', '{ let process = 7; process; } process'], 1],
  [['const process = 1', 'typeof process'], 'number'],
  [['enum Event { A = 3 }', 'Event.A'], 3],
  [['namespace URL { export const a = 1 }', 'URL.a'], 1],
  [["import process from 'node:process'", 'process.pid > 0'], true],
  [["import { setTimeout } from 'node:timers/promises'", 'await setTimeout(1, 5)'], 5],
  [['for (var performance of [1, 2]);', 'performance'], 2],
  [['typeof __filename'], 'string'],
  [['const __filename = 5', '__filename'], 5],
  ['undefined', undefined],
  [
    ['const notebook = 1, cell = 2, value = 3', '[notebook, cell, value]'],
    [1, 2, 3],
  ],
]);

table('TypeScript', [
  ['const a: number = 1; a as any as string', 1],
  ['<number>(1)', 1],
  ['<any>{ a: 1 }', { a: 1 }],
  ['(<T,>(x: T): T => x)(3)', 3],
  ['(async <T,>(x: T): Promise<T> => x) instanceof Function', true],
  ['let a = 1 as any\n(2)', 2],
  ['let x = { a: 1 } satisfies object\n[x.a]', [1]],
  ['function f<T extends object>(this: void, a?: T, ...r: number[]): asserts a is T { } f()', undefined],
  ['function f(a: string): void\nfunction f(a: number): void\nfunction f(a: any) { return a }\nf(4)', 4],
  ['const x: number | undefined = 5; x!', 5],
  ['const o: { p?: { q: number } } = {}; o.p?.q!', undefined],
  ['let late!: number; late', undefined],
  ['enum E { A, B = "x", C = 4 } [E.A, E[0], E.B, E.C]', [0, 'A', 'x', 4]],
  [['const enum E { A = 2 }', 'E.A'], 2],
  [
    ['enum E { A }', 'enum E { B }', 'Object.keys(E)'],
    ['0', 'B'],
  ],
  ['enum E { A } enum E { B = 1 } E.B', 1],
  ['namespace N { export const a = 1; export namespace M { export const b = 2 } } N.M.b', 2],
  ['function F() { return 1 } namespace F { export const x = 2 } [F(), F.x]', [1, 2]],
  ['namespace T { export interface I {} } 3', 3],
  ['declare const d: number; declare global { interface Window {} } 1', 1],
  [
    'abstract class A<T> { abstract f(): T; protected readonly a?: number; g(): number { return 1 } } class B extends A<number> implements Object { override f() { return 2 } } new B().f() + new B().g()',
    3,
  ],
  [
    'class P { constructor(public a: number, private readonly b = 2) {} sum() { return this.a + this.b } } new P(1).sum()',
    3,
  ],
  ['class C { private x: number\n["y"] = 2 } new C().y', 2],
  ['class C { static #n = 1; static { C.#n++ } static get n() { return C.#n } } C.n', 2],
  ['class C { declare a: number; b = 1; [k: string]: any } Object.keys(new C())', ['b']],
  ['class C { accessor a = 5 } new C().a', 5],
  [
    'const log: string[] = []; function d(v: any, c: any) { log.push(c.kind + " " + String(c.name)) } @d class K { @d m() {} @d f = 1 } log',
    ['method m', 'field f', 'class K'],
  ],
  [
    [
      'function twice(v: any) { return function (this: any) { return v.call(this) * 2 } }',
      'class K { @twice m() { return 4 } } new K().m()',
    ],
    8,
  ],
  [
    'const log: string[] = []; const open = (n: string) => ({ [Symbol.for("x")]: 1, [(Symbol as any).dispose]() { log.push(n) } }); { using a = open("a"), b = open("b") } log',
    ['b', 'a'],
  ],
  [
    [
      'const log: string[] = []; const open = (n: string) => ({ n, [(Symbol as any).dispose]() { log.push(n) } })',
      'using top = open("t"); function fn() { return top.n } fn() + log.length',
      '[log, top.n]',
    ],
    [['t'], 't'],
  ],
  [
    'let done = ""; { await using a = { async [(Symbol as any).asyncDispose]() { done = "yes" } } } done',
    'yes',
  ],
  ['type A = number; interface B {} let v: A = 1; v', 1],
  ['import type { Stats } from "node:fs"; let s: Stats | undefined; s', undefined],
  ['import { type Stats, sep } from "node:path"; sep', '/'],
  ['import { Nothing } from "node:fs"; let s: Nothing; 1', 1],
  ['const f = function <T>(this: any, x: T) { return x }; f(1)', 1],
  ['new Map<string, number>([["a", 1]]).get("a")', 1],
  ['const g = Array<number>; new g(3).length', 3],
  ['((x: unknown): x is string => typeof x === "string")("")', true],
  ['try { throw 1 } catch (e: unknown) { }', undefined],
  ['class G<const T extends readonly unknown[]> { f?(): void; h!: T } typeof new G().f', 'undefined'],
  ['const t = (s: TemplateStringsArray) => s[0]; t<string>`a`', 'a'],
  ['function f(): any { return <any>\n5 } f()', 5],
  ['const f = (a: number, b?: (c: number) => void): number => a; f(1)', 1],
  ['let { a }: { a: number } = { a: 1 }, [b]: number[] = [2]; a + b', 3],
  ['class A { get v(): number { return 1 } set v(x: number) {} } new A().v', 1],
  [
    'abstract class A { abstract get v(): number; abstract set v(x: number); abstract p: string; q = 1 } class B extends A { v = 1; p = "" } new B().q',
    1,
  ],
  [
    'const o = { m<T>(this: object, x: T): T { return x }, async *g(): AsyncGenerator<number> {} }; o.m(2)',
    2,
  ],
]);

table('modules', [
  [
    [
      "import path, { join as j, sep } from 'node:path'; import * as all from 'node:path'",
      '[j("a", "b"), sep, path === all.default]',
    ],
    ['a/b', '/', true],
  ],
  ["import 'node:fs'", undefined],
  ["sep; import { sep } from 'node:path'", '/'],
  ["(await import('node:path')).sep", '/'],
  ["const name = 'node:path'; (await import(name)).sep", '/'],
  ['import.meta.url', 'file:///notes/a.ipynb'],
  [["export { sep } from 'node:path'; export * from 'node:fs'"], undefined],
  ["type T = import('node:fs').Stats; 4", 4],
  [["import { sep as default_ } from 'node:path'", 'default_'], '/'],
]);
