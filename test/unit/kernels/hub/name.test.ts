import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinFolder } from '../../../../kernels/clip/hub/builtin.ts';
import { parseModelName } from '../../../../kernels/clip/hub/name.ts';
import { resolveModel } from '../../../../kernels/clip/hub/resolve.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'model-names-'));
  await mkdir(join(home, 'models', 'clip'), { recursive: true });
  await writeFile(join(home, 'models', 'clip', 'model.pt'), 'x');
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a model name', () => {
  it('that exists on disk is a folder or a file', async () => {
    const environment = { HOME: home };
    const folder = join(home, 'models', 'clip');
    const file = join(folder, 'model.pt');
    expect(await resolveModel(folder)).toEqual({ path: folder, source: 'folder' });
    expect(await resolveModel(relative(process.cwd(), folder))).toEqual({ path: folder, source: 'folder' });
    expect(await resolveModel('~/models/clip/', { environment })).toEqual({ path: folder, source: 'folder' });
    expect(await resolveModel('~/models/clip/model.pt', { environment })).toEqual({
      path: file,
      source: 'file',
    });
  });

  it.each([
    ['openai/clip-vit-base-patch32', 'openai/clip-vit-base-patch32', undefined],
    ['a_b/c.d-e@v1.0', 'a_b/c.d-e', 'v1.0'],
    ['owner/name@refs/pr/1', 'owner/name', 'refs/pr/1'],
    ['o/n@0123456789abcdef0123456789abcdef01234567', 'o/n', '0123456789abcdef0123456789abcdef01234567'],
  ])('%s is a hub id', async (name, repository, revision) => {
    expect(await parseModelName(name, {})).toEqual({ kind: 'hub', repository, revision });
  });

  it.each([
    '',
    'one-part',
    'a/b/c',
    '../a/b',
    './a',
    '/nowhere/at/all',
    '~/nowhere/x',
    'a/..b',
    'a--b/c',
    'a/b@',
    'a/b@../x',
    'a/b@x//y',
    'a/b@./y',
    'a/b?c',
    'a/b\0',
    'weights/model.pt',
    'weights/model.safetensors',
  ])('%j is not found', async name => {
    await expect(parseModelName(name, {})).rejects.toMatchObject({ code: 'checkpoint-not-found' });
  });

  it('builtin is the folder that the package carries, or says that there is none', async () => {
    const carried = fileURLToPath(new URL('../../../../dist/builtin', import.meta.url));
    const resolved = resolveModel('builtin');
    await (existsSync(carried)
      ? expect(resolved).resolves.toEqual({ path: carried, source: 'builtin' })
      : expect(resolved).rejects.toMatchObject({ code: 'builtin-absent' }));
    const folder = join(home, 'builtin');
    await mkdir(folder);
    await expect(builtinFolder(folder)).rejects.toMatchObject({ code: 'builtin-absent' });
    await writeFile(join(folder, 'config.json'), '{}');
    expect(await builtinFolder(folder)).toBe(folder);
  });
});
