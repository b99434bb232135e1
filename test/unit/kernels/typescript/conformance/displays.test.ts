import { checkPrograms, type Program } from './programs.ts';

const own = (body: string): string => `({ [Symbol.for('Jupyter.display')]() { ${body} } })`;
const host = `const host = globalThis[Symbol.for('clip-notebook.cell-host')]();`;

const programs: readonly Program[] = [
  ['a number', '1 + 1', '= 2'],
  ['a string is quoted', `'text'`, `= 'text'`],
  ['null is shown', 'null', '= null'],
  ['undefined is not', 'undefined', ''],
  ['false, zero and an empty string are', ['false', '0', `''`], `= false\n= 0\n= ''`],
  ['a big integer', '2n ** 70n', '= 1180591620717411303424n'],
  ['a symbol', `Symbol('s')`, '= Symbol(s)'],
  ['a function', '(function named() {})', '= [Function: named]'],
  ['a class', 'class Box {}\nBox', '= [class Box]'],
  ['a declaration shows nothing', 'const quiet = 3;', ''],
  ['an assignment shows its value', ['let changing = 1;', 'changing = 5'], '= 5'],
  ['a promise is awaited', 'Promise.resolve(7)', '= 7'],
  ['a thenable too', `({ then: (done: (value: number) => void) => done(8) })`, '= 8'],
  ['a map', 'new Map([[1, { a: 2 }]])', '= Map(1) { 1 => { a: 2 } }'],
  ['a circular object', 'const ring: any = {}; ring.self = ring; ring', '= <ref *1> { self: [Circular *1] }'],
  ['a getter that throws is not called', `({ get x() { throw new Error('no') } })`, '= { x: [Getter] }'],
  [
    'a proxy that throws',
    `new Proxy({}, { get() { throw new Error('no') }, ownKeys() { throw new Error('no') } })`,
    /^= /,
  ],
  ['a long list is cut', 'Array.from({ length: 1e6 }, (_, i) => i)', /^= [^]{1,40000}$/],
  ['an error as a value does not fail the cell', `new RangeError('shown')`, /^= RangeError: shown/],
  ['its own display', own(`return { 'text/plain': 'mine' }`), '= mine'],
  ['its own display, asynchronous', own(`return Promise.resolve({ 'text/plain': 'soon' })`), '= soon'],
  [
    'its own display on a class',
    `class Shown { static [Symbol.for('Jupyter.display')]() { return { 'text/plain': 'static' } } }\nShown`,
    '= static',
  ],
  ['richest form first', own(`return { 'text/plain': 'p', 'text/html': '<b>h</b>' }`), '= p [text/html 8]'],
  ['JSON as a value', own(`return { 'application/json': { a: [1] } }`), '= {"a":[1]}'],
  ['a picture in base64', own(`return { 'image/png': 'AAEC', 'text/plain': 'pic' }`), '= pic [image/png 3]'],
  [
    'a picture as bytes',
    own(`return { 'image/png': new Uint8Array(5), 'text/plain': 'pic' }`),
    '= pic [image/png 5]',
  ],
  [
    'a display that throws',
    own(`throw new Error('cannot')`),
    /^err\| This value could not be shown\. Error: cannot[^]*\n= /,
  ],
  [
    'a display that rejects',
    own(`return Promise.reject(new Error('cannot'))`),
    /^err\| This value could not be shown\. Error: cannot[^]*\n= /,
  ],
  ['a display that returns no object', own('return 3'), /^err\| This value could not be shown\. TypeError: /],
  [
    'circular JSON',
    own(`const a: any = {}; a.a = a; return { 'application/json': a }`),
    '= application/json cannot be shown: it refers to itself.',
  ],
  [
    'big integers in JSON',
    own(`return { 'application/json': [1n], 'text/plain': 'ok' }`),
    '= ok\nerr| application/json cannot be shown: JSON has no big integers.',
  ],
  [
    'text that is not base64',
    own(`return { 'image/png': '***', 'text/plain': 'ok' }`),
    '= ok\nerr| image/png cannot be shown: its text is not base64.',
  ],
  [
    'a form of 60 MB',
    own(`return { 'image/png': new Uint8Array(60 * 2 ** 20) }`),
    '= image/png: 60.0 MB are too large to show (limit 50.0 MB). Save them to a file instead.',
  ],
  [
    'text of 11 MB is cut',
    own(`return { 'text/plain': 'x'.repeat(11 * 2 ** 20) }`),
    /^= x+\n… 1048576 more characters are not shown\.$/,
  ],
  [
    'display() shows in between',
    `${host} host.display({ 'text/plain': 'one' }); console.log('two'); undefined`,
    'show| one\nout| two',
  ],
  [
    'display with an id is updated in place',
    `${host} const id = host.display({ 'text/plain': '1 %' }); host.display({ 'text/plain': '2 %' }, id); id.length > 0`,
    'show| 1 %\nnew| 2 %\n= true',
  ],
  [
    'a later cell updates it',
    [
      `${host} host.display({ 'text/plain': 'a' }, 'shared-id'); undefined`,
      `${host} host.display({ 'text/plain': 'b' }, 'shared-id'); undefined`,
    ],
    'show| a\nnew| b',
  ],
  ['the choices of the notebook arrive', `${host} host.choices`, '= {}'],
  ['the signal is there', `${host} host.signal.aborted`, '= false'],
];

checkPrograms('displays', programs);
