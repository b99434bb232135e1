import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../../../kernels/cli/run/notebook/json-fault.ts';
import { checkLanguage } from '../../../../../kernels/cli/run/notebook/language.ts';
import { linesOf, textOf } from '../../../../../kernels/cli/run/notebook/notebook.ts';
import { parseNotebook, readNotebook } from '../../../../../kernels/cli/run/notebook/read.ts';
import { formatNotebook, writeWhole } from '../../../../../kernels/cli/run/notebook/write.ts';
import { Failure } from '../../../../../kernels/protocol/failures/index.ts';

const golden = readFileSync(new URL('../../../../golden/cli/notebook.ipynb', import.meta.url), 'utf8');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notebook-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('JSON faults', () => {
  it.each([
    ['{"a": 1,}', 1, 9, /before the closing bracket/],
    ['{\n "a": [1, 2\n}', 3, 1, /comma or \]/],
    ['{"a": "b\nc"}', 1, 7, /string/],
    ['[1, 2', 1, 6, /ends too early/],
    ['', 1, 1, /ends too early/],
    ['{"a" 1}', 1, 6, /a : is missing/],
    ['[01]', 1, 3, /comma or \]/],
    ['{} x', 1, 4, /after the end/],
    ["{'a': 1}", 1, 2, /double quotes/],
  ])('%j: line %i, column %i', (text, line, column, problem) => {
    const fault = findJsonFault(text)!;
    expect(fault).toMatchObject({ line, column });
    expect(fault.problem).toMatch(problem);
  });

  it('finds a fault exactly where JSON.parse does not accept', () => {
    const damaged = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', ':', '0', '\\', '\n', '\u00a0', 'null'),
      )
      .map(([text, at, put]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + put + text.slice(cut + 1);
      });
    const accepts = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), text => {
        expect(findJsonFault(text) === undefined).toBe(accepts(text));
      }),
      { numRuns: 2000, seed: 4 },
    );
  });
});

describe('reading', () => {
  it('keeps what it does not know', () => {
    const notebook = parseNotebook(golden, 'a.ipynb');
    expect(notebook.cells[0]?.['attachments']).toEqual({ 'dot.png': { 'image/png': 'iVBORw0KGgo=' } });
    expect(notebook.cells[2]?.['surprise']).toEqual({ kept: 'yes' });
    expect(notebook.metadata['unknown']).toEqual([1, 2.5, { nested: ['x', []] }]);
  });

  it.each([
    ['{"cells": [', 'notebook-not-json', /a\.ipynb.*line 1, column 12/],
    ['[]', 'notebook-foreign', /no nbformat/],
    ['{"nbformat": 3, "worksheets": []}', 'notebook-foreign', /nbformat 3.*save it/],
    ['{"nbformat": 5, "cells": []}', 'notebook-foreign', /nbformat 5/],
    ['{"nbformat": 4}', 'notebook-foreign', /list of cells/],
    ['{"nbformat": 4, "cells": [1]}', 'notebook-foreign', /cell 1 is not an object/],
    ['{"nbformat": 4, "cells": [{"cell_type": "sql", "source": ""}]}', 'notebook-foreign', /cell 1.*"sql"/],
    ['{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}', 'notebook-foreign', /no source/],
  ])('refuses %s', (text, code, sentence) => {
    const problem = failureOf(() => parseNotebook(text, 'a.ipynb'));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(sentence);
  });

  it('names a file that is not there, a folder, and what is not text', async () => {
    await writeFile(join(folder, 'bytes.ipynb'), new Uint8Array([0xff, 0xfe, 0x00]));
    for (const [name, problem] of [
      ['absent.ipynb', /no such file/],
      ['.', /folder/],
      ['bytes.ipynb', /UTF-8/],
    ] as const) {
      await expect(readNotebook(join(folder, name))).rejects.toMatchObject({
        code: 'notebook-unreadable',
        message: expect.stringMatching(problem) as unknown,
      });
    }
  });

  it('cuts text into lines that keep their ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', ' ') }), text => {
        const lines = linesOf(text);
        expect(textOf(lines)).toBe(text);
        expect(lines.slice(0, -1).every(line => /^[^\n]*\n$/.test(line))).toBe(true);
      }),
    );
  });
});

describe('writing', () => {
  it('gives the bytes that Jupyter gives', () => {
    expect([...formatNotebook(parseNotebook(golden, 'a.ipynb'))].join('')).toBe(golden);
  });

  it('writes through a link, whole or not at all', async () => {
    const path = join(folder, 'written.txt');
    await writeWhole(path, ['first']);
    await symlink(path, join(folder, 'link.txt'));
    await writeWhole(join(folder, 'link.txt'), ['a', 'b']);
    expect(await readFile(path, 'utf8')).toBe('ab');
    function* breaking(): Generator<string> {
      yield 'half';
      throw new RangeError('Invalid string length');
    }
    await expect(writeWhole(path, breaking())).rejects.toMatchObject({ code: 'output-unwritable' });
    expect(await readFile(path, 'utf8')).toBe('ab');
    expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([]);
  });
});

describe('language', () => {
  const notebook = (metadata: object, cell: object = {}): string =>
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata,
      cells: [
        { cell_type: 'markdown', source: 'x' },
        { cell_type: 'code', source: '1', metadata: cell },
      ],
    });
  const check = (text: string): void => checkLanguage(parseNotebook(text, 'a.ipynb'), 'a.ipynb');

  it('takes TypeScript and JavaScript, however it is said', () => {
    check(notebook({ language_info: { name: 'TypeScript' } }));
    check(notebook({ kernelspec: { language: 'typescript' } }));
    check(notebook({}, { vscode: { languageId: 'javascript' } }));
  });

  it.each([
    [notebook({ kernelspec: { language: 'julia' } }), /Cell 2 .* julia/],
    [
      notebook({ language_info: { name: 'typescript' } }, { vscode: { languageId: 'python' } }),
      /Cell 2.*python/,
    ],
    [notebook({}), /no stated language/],
  ])('refuses another', (text, sentence) => {
    const problem = failureOf(() => check(text));
    expect(problem.code).toBe('notebook-language');
    expect(problem.message).toMatch(sentence);
  });
});
