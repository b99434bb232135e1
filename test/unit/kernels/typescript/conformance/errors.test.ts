import { checkPrograms, type Program } from './programs.ts';

const programs: readonly Program[] = [
  ['a thrown error', `throw new Error('boom')`, '! Error: boom @ 1:1:7'],
  ['its line and column', `const x = 1;\n\n  throw new RangeError('far')`, '! RangeError: far @ 1:3:9'],
  [
    'its cell',
    ['1', '2', `null!.x`],
    /= 1\n= 2\n! TypeError: Cannot read properties of null \(reading 'x'\) @ 3:1:/,
  ],
  ['an unknown name', 'nowhere1', '! ReferenceError: nowhere1 is not defined @ 1:1:1'],
  [
    'in a function of an earlier cell',
    [`function fail5() {\n  throw new Error('inside')\n}`, `\nfail5()`],
    '! Error: inside @ 1:2:9',
  ],
  ['after an await', `await null;\nthrow new Error('later')`, '! Error: later @ 1:2:7'],
  [
    'in an asynchronous function',
    `async function f() {\n  await null;\n  throw new TypeError('async')\n}\nawait f()`,
    '! TypeError: async @ 1:3:9',
  ],
  [
    'types do not move columns',
    `const y: Array<Record<string, number>> = []; (y as any).missing.x`,
    /^! TypeError: .* @ 1:1:6\d$/,
  ],
  ['after an enum', `enum E9 { A }\nthrow new Error('low')`, '! Error: low @ 1:2:7'],
  ['a rejected promise shown', `Promise.reject(new Error('no'))`, '! Error: no @ 1:1:16'],
  [
    'a class of one’s own',
    `class Mine extends Error { override name = 'Mine' }\nthrow new Mine('own')`,
    '! Mine: own @ 1:2:7',
  ],
  ['a string thrown', `throw 'words'`, /^! .*words/],
  ['undefined thrown', 'throw undefined', /^! .*undefined/],
  ['null thrown', 'throw null', /^! .*null/],
  ['an object thrown', 'throw { code: 3 }', /^! .*code: 3/],
  [
    'a hostile object thrown',
    `throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })`,
    /^! /,
  ],
  [
    'too deep a recursion',
    'function deep(): number { return deep() + 1 }\ndeep()',
    /^! RangeError: Maximum call stack size exceeded @ 1:1:/,
  ],
  ['a stray bracket', 'const a = (1;', /^! \(syntax\) SyntaxError: .* @ 1:1:13$/],
  ['an unfinished string', `const s = 'abc`, /^! \(syntax\) SyntaxError: .* @ 1:1:/],
  ['an unfinished block', 'function f() {\n  return 1;\n', /^! \(syntax\) SyntaxError: .* @ 1:/],
  ['a syntax error on a later line', 'const ok = 1;\nlet = = 3;', /^! \(syntax\) SyntaxError: .* @ 1:2:/],
  [
    'a word declared twice in a cell',
    'let twice = 1;\nlet twice = 2;',
    /^! \(syntax\) SyntaxError: Identifier 'twice' has already been declared @ 1:2:5$/,
  ],
  ['break outside a loop', 'break;', /^! \(syntax\) SyntaxError: /],
  ['another language', 'import numpy as np\nprint(np.zeros(3))', /^! \(syntax\) SyntaxError: /],
  [
    'output before an error stays',
    `console.log('so far'); throw new Error('then')`,
    'out| so far\n! Error: then @ 1:1:30',
  ],
  [
    'a failed cell does not stop the kernel',
    [`throw new Error('a')`, `'next'`],
    `! Error: a @ 1:1:7\n= 'next'`,
  ],
  [
    'names declared before the error stay',
    [`const before27 = 27;\nthrow new Error('x')`, 'before27'],
    '! Error: x @ 1:2:7\n= 27',
  ],
  [
    'an error with a cause',
    `throw new Error('outer', { cause: new Error('inner') })`,
    '! Error: outer @ 1:1:7',
  ],
  [
    'an AggregateError',
    `await Promise.any([Promise.reject(new Error('a'))])`,
    /^! AggregateError: All promises were rejected/,
  ],
  ['a number too large', 'new Array(-1)', '! RangeError: Invalid array length @ 1:1:1'],
  ['JSON that is none', `JSON.parse('{')`, /^! SyntaxError: .* @ 1:1:6$/],
  [
    'AbortSignal times out',
    'await new Promise((_, no) => AbortSignal.timeout(5).addEventListener("abort", e => no((e.target as AbortSignal).reason)))',
    /^! TimeoutError: /,
  ],
];

checkPrograms('errors', programs);
