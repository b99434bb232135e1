import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256, type Fault } from './hub-server.ts';
import { weights, home, start, fetchModel, repository, partial, limits } from './hub-session.ts';

describe('content that is not what the hub names', () => {
  it.each<[string, Fault]>([
    ['other bytes', { lie: true }],
    ['too many bytes', { extra: 9 }],
  ])('%s: fetched once more, then refused and deleted', async (_, fault) => {
    const { requests } = await start({ faults: { 'model.safetensors': fault } });
    await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-digest-mismatch' });
    expect(requests.filter(line => line.startsWith('cdn'))).toHaveLength(2);
    expect(existsSync(partial())).toBe(false);
    expect(existsSync(join(repository(), 'blobs', sha256(weights)))).toBe(false);
  });

  it('is accepted when the second try is right', async () => {
    await start({ faults: { 'config.json': { lie: true, times: 1 } } });
    await expect(fetchModel()).resolves.toMatchObject({ source: 'hub' });
  });

  it('is also found in a part left by an earlier run', async () => {
    await mkdir(join(repository(), 'blobs'), { recursive: true });
    await writeFile(partial(), new Uint8Array(1_000_000));
    await start();
    const { path } = await fetchModel();
    expect(Buffer.compare(await readFile(join(path, 'model.safetensors')), weights)).toBe(0);
  });

  it.each([-1, 2_999_999, 3_000_001, 1e300])('a size of %d is not believed', async size => {
    await start({
      listing: answer => ({
        ...answer,
        siblings: answer.siblings.map(({ lfs: _lfs, ...rest }) =>
          rest['rfilename'] === 'model.safetensors'
            ? { ...rest, lfs: { sha256: sha256(weights), size } }
            : rest,
        ),
      }),
    });
    const outcome = fetchModel({}, { limits: { ...limits, attempts: 2 } });
    if (size === -1 || size === 1e300) await expect(outcome).resolves.toMatchObject({ source: 'hub' });
    else
      await expect(outcome).rejects.toMatchObject({
        code: expect.stringMatching(/^hub-(digest|inter)/) as string,
      });
    if (size === 2_999_999) expect(existsSync(join(repository(), 'blobs', sha256(weights)))).toBe(false);
  });

  it.each(['../x', '/etc/x', 'a/../../x', 'C:/x', 'C:x', 'a\\..\\x', 'x\0', '', './x', 'a//b'])(
    'a file named %j is refused before anything is written',
    async rfilename => {
      await start({
        listing: answer => ({ ...answer, siblings: [...answer.siblings, { rfilename, size: 1 }] }),
      });
      await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-file-name-refused' });
      expect(await readdir(home)).toEqual([]);
    },
  );

  it.each<[string, unknown]>([
    ['no commit', { siblings: [] }],
    ['a commit that is a path', { sha: '../../../../somewhere', siblings: [] }],
    ['no files', { sha: '0'.repeat(40) }],
    ['a list', []],
    ['a number', 7],
  ])('a listing with %s is refused', async (_, answer) => {
    await start({ listing: () => answer });
    await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-response-invalid' });
  });

  it('a digest that is a path is refused', async () => {
    await start({
      listing: answer => ({
        ...answer,
        siblings: answer.siblings.map(sibling => ({ ...sibling, lfs: undefined, blobId: '../../x' })),
      }),
      faults: {},
    });
    // The listing's digest is not one, so the file's own headers are asked; those are sound.
    await expect(fetchModel()).resolves.toMatchObject({ source: 'hub' });
    expect(existsSync(join(home, 'hub', 'x'))).toBe(false);
  });
});
