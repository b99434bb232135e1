import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { typeScriptServer, type TypeScriptServer } from './typescript-server.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const samples = readdirSync(join(root, 'samples')).filter(name => name.endsWith('.ipynb'));
const cellsOf = (name: string): string[] =>
  (
    JSON.parse(readFileSync(join(root, 'samples', name), 'utf8')) as {
      cells: { cell_type: string; source: string | string[] }[];
    }
  ).cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => [source].flat().join(''));
const fileOf = (name: string, index: number): string =>
  `^/vscode-notebook-cell/ts-nul-authority${root}samples/${name}#${index}`;

let server: TypeScriptServer;
beforeAll(() => {
  server = typeScriptServer(root);
  for (const name of samples) cellsOf(name).forEach((text, index) => server.open(fileOf(name, index), text));
  server.configure({
    declarations: join(root, 'kernels/index.ts'),
    notebooks: samples.map(name => ({
      folder: join(root, 'samples'),
      cells: cellsOf(name).map((_, index) => fileOf(name, index)),
    })),
  });
});
afterAll(() => server.close());

it.each(samples)(
  '%s shows its reader nothing marked as wrong',
  async name => {
    const found = [];
    for (const index of cellsOf(name).keys())
      found.push(
        ...(await server.problems(fileOf(name, index))).map(({ text }) => `cell ${index + 1}: ${text}`),
      );
    expect(found).toEqual([]);
  },
  120_000,
);
