import { describe, expect, it } from 'vitest';
import { textOf, type Notebook } from '../../../../../kernels/cli/run/notebook/notebook.ts';
import { injectParameters, parseParameter } from '../../../../../kernels/cli/run/parameters.ts';

const notebook = (source: string, tags = ['parameters'], minor = 5): Notebook => ({
  nbformat: 4,
  nbformat_minor: minor,
  metadata: {},
  cells: [
    { cell_type: 'markdown', id: 't', metadata: {}, source: 'x' },
    { cell_type: 'code', id: 'p', metadata: { tags }, source },
    { cell_type: 'code', id: 'z', metadata: {}, source: 'n' },
  ],
});
const set = (book: Notebook, ...options: string[]): Promise<Notebook> =>
  injectParameters(book, options.map(parseParameter), 'a.ipynb');

describe('--set', () => {
  it('puts a cell behind the one tagged parameters, with its keywords and types', async () => {
    const given = notebook(
      "let folder = '', n: number = 1;\nconst { a: [b] } = x;\n// let hidden = 1\nvar old",
    );
    const made = await set(given, 'folder="a=b"', 'n=2', 'b=[1,{"c":null}]', 'n=3');
    expect(made.cells.map(cell => cell.id)).toEqual(['t', 'p', 'injected-parameters', 'z']);
    expect(made.cells[2]).toMatchObject({
      metadata: { tags: ['injected-parameters'] },
      execution_count: null,
    });
    expect(textOf(made.cells[2]!.source)).toBe(
      '// Given with --set\nlet folder = "a=b";\nlet n: number = 3;\nconst b = [1,{"c":null}];',
    );
    expect(made.cells[1]).toEqual(given.cells[1]);
  });

  it('replaces the cell of an earlier run', async () => {
    const once = await set(notebook('let n = 1'), 'n=2');
    const twice = await set(once, 'n=5');
    expect(twice.cells).toHaveLength(4);
    expect(textOf(twice.cells[2]!.source)).toContain('n = 5');
  });

  it('gives no id to cells of a notebook that has none', async () => {
    expect((await set(notebook('let n = 1', ['parameters'], 4), 'n=2')).cells[2]).not.toHaveProperty('id');
  });

  it.each([
    ['n', /value is missing/],
    ['1n=2', /not the name/],
    ['a.b=2', /not the name/],
    ['n=', /not JSON/],
    ['folder=/data/x', /not JSON.*--set 'folder="\/data\/x"'/],
  ])('refuses %s', (option, sentence) => {
    expect(() => parseParameter(option)).toThrow(sentence);
  });

  it('names what the cell does not declare and what it does', async () => {
    await expect(set(notebook("let folder = ''; const n = 1"), 'm=1', 'n=2')).rejects.toMatchObject({
      code: 'parameter-unknown',
      message: expect.stringMatching(/does not declare m\. It declares folder, n\./) as unknown,
    });
    await expect(set(notebook('let n = 1', []), 'n=2')).rejects.toMatchObject({ code: 'parameters-absent' });
  });
});
