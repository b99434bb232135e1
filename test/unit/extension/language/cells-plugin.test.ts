import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { typeScriptServer, type TypeScriptServer } from './typescript-server.ts';

let folder: string;
let server: TypeScriptServer;
const cell = (id: string): string => `^/vscode-notebook-cell/ts-nul-authority${folder}/a.ipynb#${id}`;

const sources = {
  first: [
    "import { loadClip } from 'clip-notebook';",
    "import { threshold } from './own.ts';",
    "const clip = await loadClip('builtin');",
    'let [count, { label = "none" }] = [1, { label: "edema" }];',
    'interface Case { age: number }',
  ].join('\n'),
  second: [
    "const scores = await clip.encodeText([label, 'effusion']);",
    'count = scores.length + threshold;',
    'const patient: Case = { age: "old" };',
    'clip.',
  ].join('\n'),
  third: ['const count = String(scores);', 'later + 1;', 'nowhere;'].join('\n'),
  fourth: 'const later = count.toUpperCase();',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cells-plugin-'));
  await mkdir(join(folder, 'library/kernels'), { recursive: true });
  const declarations = join(folder, 'library/kernels/index.d.ts');
  await writeFile(
    declarations,
    'export interface Clip {\n  /** One row a text. */\n  encodeText(texts: string[]): Promise<number[]>;\n}\n/** Opens a model. */\nexport declare function loadClip(name?: string): Promise<Clip>;\nexport declare function zeroShot(): void;\n',
  );
  await writeFile(join(folder, 'own.ts'), 'export const threshold: number = 0.5;\n');
  server = typeScriptServer(folder);
  for (const [id, text] of Object.entries(sources)) server.open(cell(id), text);
  server.configure({ declarations, notebooks: [{ folder, cells: Object.keys(sources).map(cell) }] });
}, 60_000);
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

it('tells the type and the words of what the library gives, and of names from other cells', async () => {
  const info = (
    file: string,
    line: number,
    offset: number,
  ): Promise<{ displayString: string; documentation: string }> =>
    server.ask('quickinfo', { file: cell(file), line, offset });
  expect(await info('first', 1, 11)).toMatchObject({
    displayString: expect.stringContaining('loadClip(name?: string): Promise<Clip>') as string,
    documentation: 'Opens a model.',
  });
  expect((await info('second', 1, 22)).displayString).toBe('const clip: Clip');
  expect(await info('second', 1, 28)).toMatchObject({ documentation: 'One row a text.' });
});

it('finds what is wrong in a cell, and takes nothing for a fault that runs', async () => {
  expect(await server.problems(cell('first'))).toEqual([]);
  const second = await server.problems(cell('second'));
  expect(second.map(({ code }) => code).sort()).toEqual([1003, 2322]);
  // `later` is declared by the fourth cell; `count` is declared anew.
  expect(await server.problems(cell('third'))).toEqual([{ code: 2304, text: "Cannot find name 'nowhere'." }]);
  expect(await server.problems(cell('fourth'))).toEqual([]);
});

it('completes members, names of earlier cells and exports of the library, and nothing that only the plugin wrote', async () => {
  const names = async (file: string, line: number, offset: number): Promise<string[]> => {
    const { entries } = await server.ask<{ entries: { name: string }[] }>('completionInfo', {
      file: cell(file),
      line,
      offset,
      includeExternalModuleExports: true,
    });
    return entries.map(({ name }) => name);
  };
  expect(await names('second', 4, 6)).toEqual(['encodeText']);
  const all = await names('third', 3, 1);
  expect(all).toEqual(expect.arrayContaining(['scores', 'clip', 'threshold', 'label']));
  expect(all).not.toContain('ClipNotebookGlobals');
});

it('imports what is completed from the library, at the top of the cell', async () => {
  const place = { file: cell('fourth'), line: 1, offset: 34 };
  server.tell('configure', { preferences: { includeCompletionsForModuleExports: true } });
  const { entries } = await server.ask<{ entries: { name: string; source?: string; data?: object }[] }>(
    'completionInfo',
    { ...place, includeExternalModuleExports: true },
  );
  const offered = entries.filter(({ name }) => name === 'zeroShot');
  expect(offered).toHaveLength(1);
  const [details] = await server.ask<
    { codeActions: { changes: { fileName: string; textChanges: object[] }[] }[] }[]
  >('completionEntryDetails', { ...place, entryNames: offered });
  expect(details!.codeActions.flatMap(({ changes }) => changes)).toEqual([
    {
      fileName: cell('fourth'),
      textChanges: [
        {
          start: { line: 1, offset: 1 },
          end: { line: 1, offset: 1 },
          newText: "import { zeroShot } from 'clip-notebook';\n",
        },
      ],
    },
  ]);
});

it('goes from a name to the cell that declares it', async () => {
  const [definition] = await server.ask<{ file: string; start: object }[]>('definition', {
    file: cell('second'),
    line: 1,
    offset: 22,
  });
  expect(definition).toMatchObject({ file: cell('first'), start: { line: 3, offset: 7 } });
});

it('leaves other files alone', async () => {
  const file = join(folder, 'other.ts');
  server.open(file, 'const a: string = clip;');
  expect(await server.problems(file)).toEqual([]);
  const found = await server.ask<{ code: number }[]>('semanticDiagnosticsSync', { file });
  expect(found.map(({ code }) => code)).toEqual([2304]);
});

it('follows the order of the cells, and an edit in one of them', async () => {
  server.configure({
    declarations: join(folder, 'library/kernels/index.d.ts'),
    notebooks: [{ folder, cells: ['fourth', 'first', 'second'].map(cell) }],
  });
  // Nothing before it declares `count`, a later cell does.
  expect(await server.problems(cell('fourth'))).toEqual([]);
  await server
    .ask('change', {
      file: cell('first'),
      line: 3,
      offset: 1,
      endLine: 3,
      endOffset: 6,
      insertString: 'const renamed = 1; const',
    })
    .catch(() => undefined);
  const { displayString } = await server.ask<{ displayString: string }>('quickinfo', {
    file: cell('second'),
    line: 1,
    offset: 22,
  });
  expect(displayString).toBe('const clip: Clip');
});
