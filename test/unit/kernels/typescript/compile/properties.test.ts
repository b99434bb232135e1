import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CellSyntaxError } from '../../../../../kernels/typescript/compile/syntax-error.ts';
import { openNotebook } from './notebook.ts';

interface Line {
  readonly text: string;
  readonly lexical: readonly string[];
  readonly vars: readonly string[];
}

const names = ['a', 'b', 'c', 'process', 'name'];
const name = fc.constantFrom(...names);
const number = fc.integer({ min: 0, max: 9 }).map(String);
const word = fc.constantFrom('let', 'const', 'var');
const expression = fc.oneof(
  number,
  name.map(one => `(typeof ${one} === 'number' ? ${one} : 0) + 1`),
  name.map(one => `(() => typeof ${one})()`),
);
const log = (text: string) => `log.push(${text});`;
const plain = (text: string): Line => ({ text, lexical: [], vars: [] });
const declares = (how: string, made: readonly string[], text: string): Line => ({
  text: `${how} ${text}`,
  lexical: how === 'var' ? [] : made,
  vars: how === 'var' ? made : [],
});

const line: fc.Arbitrary<Line> = fc.oneof(
  fc.tuple(word, name, expression).map(([how, one, value]) => declares(how, [one], `${one} = ${value};`)),
  fc
    .tuple(word, fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 }), expression)
    .map(([how, [x = '', y = ''], value]) =>
      declares(how, [x, y], `{ p: ${x}, q: [${y} = ${value}] } = { p: ${value}, q: [] };`),
    ),
  fc
    .tuple(word, name, number)
    .map(([how, one, value]) => declares(how, [one, 'rest'], `[${one}, ...rest] = [${value}, 1];`)),
  fc
    .tuple(word, name, expression)
    .map(([how, one, value]) => declares(how, [one], `${one} = function () { return ${value} };`)),
  name.map(one => plain(log(`typeof ${one} === 'function' ? ${one}() + ${one}.name : String(${one})`))),
  name
    .map(one => declares('if (true) var', [one], `${one} = 7;`))
    .map(one => ({ ...one, vars: one.lexical, lexical: [] })),
  fc.tuple(name, number).map(([one, times]) => ({
    ...plain(`for (var ${one} = 0; ${one} < ${times}; ${one}++) {}`),
    vars: [one],
  })),
  fc
    .tuple(name, expression)
    .map(([one, value]) => plain(`{ let ${one} = 0; ${one} = ${value}; ${log(one)} }`)),
  fc
    .tuple(name, name)
    .map(([x, y]) => plain(log(`JSON.stringify({ ${x}: typeof ${y}, k: ((${x}) => typeof ${x})(1) })`))),
);

/** What a cell may hold together: nothing declared twice, but by \`var\`. */
function allowed(lines: readonly Line[]): readonly Line[] {
  const lexical = new Set<string>();
  const vars = new Set<string>();
  return lines.filter(one => {
    if (one.lexical.some(made => lexical.has(made) || vars.has(made))) return false;
    if (one.vars.some(made => lexical.has(made))) return false;
    one.lexical.forEach(made => lexical.add(made));
    one.vars.forEach(made => vars.add(made));
    return true;
  });
}

it('declarations over several cells mean what they mean in one script', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(line, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      async raw => {
        const cells = raw.map(lines => allowed(lines).map(one => one.text));
        const script = cells
          .flat()
          .join('\n')
          .replace(/^(let|const) /gm, 'var ');
        const expected: unknown[] = [];
        runInNewContext(`(function () { 'use strict'; var ${names.join(', ')}, rest;\n${script}\n})()`, {
          log: expected,
        });
        const notebook = openNotebook();
        const found: unknown[] = [];
        try {
          Reflect.set(globalThis, 'log', found);
          await notebook.run(`let ${names.join(', ')}, rest`);
          for (const cell of cells) await notebook.run(cell.join('\n'));
          expect(found).toEqual(expected);
        } finally {
          notebook.close();
        }
      },
    ),
    { numRuns: 200, seed: 7 },
  );
});

const tokens = fc.constantFrom(
  ...[
    'let',
    'const',
    'var',
    'function',
    'class',
    'async',
    'await',
    'import',
    'export',
    'default',
    'from',
    'enum',
  ],
  ...[
    'namespace',
    'abstract',
    'declare',
    'type',
    'interface',
    'using',
    'static',
    'accessor',
    'new',
    'super',
    'this',
  ],
  ...[
    'return',
    'yield',
    'for',
    'of',
    'in',
    'if',
    'else',
    'try',
    'catch',
    'switch',
    'case',
    'as',
    'satisfies',
    'is',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '=>',
    '=',
    ';',
    ':',
    ',',
    '.',
    '?.',
    '...',
    '?',
    '!',
    '@',
    '#x',
    '`',
    '${',
  ],
  ...[
    'a',
    'b',
    'x1',
    '"s"',
    "'t'",
    '1',
    '0n',
    '/r/',
    '/',
    '*',
    '+',
    '-',
    '&&',
    '??',
    '\n',
    '//',
    '/*',
    '*/',
    '\\',
    'é',
    '😀',
  ],
);

it('any string of tokens compiles or is refused with a place in the cell', () => {
  const notebook = openNotebook();
  fc.assert(
    fc.property(fc.array(tokens, { maxLength: 30 }), fc.constantFrom('', ' '), (parts, gap) => {
      const source = parts.join(gap);
      try {
        notebook.compile(source);
      } catch (error) {
        if (!(error instanceof CellSyntaxError))
          throw new Error(`${source}: ${String(error)}`, { cause: error });
        const lines = source.split('\n');
        for (const { line, column } of error.diagnostics) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }
    }),
    { numRuns: 3000, seed: 11 },
  );
});
