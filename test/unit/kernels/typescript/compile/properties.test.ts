import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CellSyntaxError } from '../../../../../kernels/typescript/compile/syntax-error.ts';
import { openNotebook } from './notebook.ts';

const names = ['a', 'b', 'c', 'process', 'name'];
const name = fc.constantFrom(...names);
const number = fc.integer({ min: 0, max: 9 }).map(String);
const expression = fc.oneof(
  number,
  name.map(one => `(typeof ${one} === 'number' ? ${one} : 0) + 1`),
  name.map(one => `(() => typeof ${one})()`),
);
const log = (text: string) => `log.push(${text});`;

/** Statements that mean the same at the top of a cell and, with \`var\`, in one function. */
const statement = fc.oneof(
  fc.tuple(name, expression).map(([one, value]) => `DECLARE ${one} = ${value};`),
  fc
    .tuple(name, name, expression)
    .map(([x, y, v]) => `DECLARE { p: ${x}, q: [${y} = ${v}] } = { p: ${v}, q: [] };`),
  fc.tuple(name, number).map(([one, value]) => `DECLARE [${one}, ...rest] = [${value}, 1, 2];`),
  fc.tuple(name, expression).map(([one, value]) => `DECLARE ${one} = function () { return ${value} };`),
  name.map(one => log(`typeof ${one} === 'function' ? ${one}() + ${one}.name : String(${one})`)),
  name.map(one => `if (typeof ${one} === 'number') { var ${one} = ${one} + 1; }`),
  fc.tuple(name, number).map(([one, times]) => `for (var ${one} = 0; ${one} < ${times}; ${one}++) {}`),
  fc.tuple(name, expression).map(([one, value]) => `{ let ${one} = ${value}; ${log(one)} }`),
  fc
    .tuple(name, name)
    .map(([x, y]) => log(`JSON.stringify({ ${x}: typeof ${y}, k: ((${x}) => typeof ${x})(1) })`)),
);

it('declarations over several cells mean what they mean in one script', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(statement, { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.constantFrom('let', 'const', 'var')),
      async (cells, words) => {
        const declared = new Set<string>();
        const texts = cells.map(lines => {
          const inCell = new Set<string>();
          return lines
            .filter(line => {
              const own = names.filter(one =>
                new RegExp(`(DECLARE|var).*\\b${one}\\b.*=`).test(line.split('=')[0] + '='),
              );
              const target = /^DECLARE/.test(line) ? namesOf(line) : own;
              if (
                /^DECLARE/.test(line) &&
                (target.some(one => inCell.has(one)) || new Set(target).size < target.length)
              )
                return false;
              if (/var /.test(line) && namesOf(line).some(one => inCell.has(one))) return false;
              target.forEach(one => inCell.add(one));
              return true;
            })
            .map(line => {
              if (line.includes('...rest') && inCell.has('rest')) return '';
              if (line.includes('...rest')) inCell.add('rest');
              return line.replace('DECLARE', words.next().value);
            })
            .join('\n');
        });
        texts.forEach(text => namesOf(text).forEach(one => declared.add(one)));
        const script = texts.join('\n').replace(/^(let|const) /gm, 'var ');
        const expected: unknown[] = [];
        const start = `var ${names.join(', ')}; for (const one of [${names.map(one => `() => { ${one} = undefined }`).join(', ')}]) one();`;
        let failed: string | undefined;
        try {
          runInNewContext(`(function () { 'use strict'; ${start}\n${script}\n})()`, { log: expected });
        } catch (error) {
          failed = (error as Error).name;
        }
        const notebook = openNotebook();
        const found: unknown[] = [];
        try {
          await notebook.run(`let ${names.join(', ')}, rest`);
          Reflect.set(globalThis, 'log', found);
          let failure: string | undefined;
          for (const text of texts)
            try {
              await notebook.run(text);
            } catch (error) {
              failure = (error as Error).name;
              break;
            }
          expect([found, failure]).toEqual([expected, failed]);
        } finally {
          notebook.close();
        }
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

function namesOf(text: string): string[] {
  const head =
    /(?:DECLARE|var) (.*?) = (?!.*\] = \{)/.exec(text)?.[1] ??
    /(?:DECLARE|var) (.*) = /.exec(text)?.[1] ??
    '';
  return names.filter(one => new RegExp(`\\b${one}\\b`).test(head));
}

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
