import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { failure } from '../../kernels/protocol/failures/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name));
}

const catalogued = sources('kernels/protocol/failures').flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}'?([a-z-]+)'?: \(/gm)].map(match => match[1]!),
);

it('throws every code of the catalogue somewhere, and lists each once', () => {
  const text = [...sources('kernels'), ...sources('extension')]
    .filter(file => !file.includes('failures'))
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(catalogued.length).toBeGreaterThan(10);
  expect(new Set(catalogued).size).toBe(catalogued.length);
  expect(catalogued.filter(code => !text.includes(`'${code}'`))).toEqual([]);
});

it('carries the code, the sentence and the technical cause apart', () => {
  const cause = new Error('ENOENT: no such file');
  const problem = failure('image-not-found', { path: 'scan.png' }, cause);
  expect(problem).toMatchObject({ code: 'image-not-found', cause, details: { path: 'scan.png' } });
  expect(problem.message).toContain('scan.png');
  expect(problem.message).not.toContain('ENOENT');
});
