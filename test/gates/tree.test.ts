import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const drawn =
  /^(\..+|extension|webviews|kernels|samples|test|dist|node_modules|package(-lock)?\.json|tsconfig(\.base)?\.json|esbuild\.mjs|eslint\.config\.mjs|vitest\.config\.mjs|knip\.json|(README|CHANGELOG|ARCHITECTURE)\.md|LICENSE)$/;

it('keeps the root to the files and folders of the drawing', () => {
  const root = new URL('../../', import.meta.url);
  expect(readdirSync(root).filter(name => !drawn.test(name))).toEqual([]);
});
