import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256, type Fault } from './hub-server.ts';
import { weights, home, hub, start, fetchModel, repository, partial } from './hub-session.ts';

describe('a hub that says no', () => {
  it.each<[string, Fault]>([
    ['hub-unauthorized', { status: 401 }],
    ['hub-unauthorized', { status: 401, headers: { 'x-error-code': 'RepoNotFound' } }],
    ['hub-gated', { status: 401, headers: { 'x-error-code': 'GatedRepo' } }],
    ['hub-gated', { status: 403, headers: { 'x-error-code': 'GatedRepo' } }],
    ['hub-gated', { status: 403 }],
    ['hub-not-found', { status: 404, headers: { 'x-error-code': 'RepoNotFound' } }],
    ['hub-revision-not-found', { status: 404, headers: { 'x-error-code': 'RevisionNotFound' } }],
    ['hub-busy', { status: 429, headers: { 'retry-after': '3600' } }],
    ['hub-busy', { status: 429, headers: { 'retry-after': '0' } }],
    ['hub-failing', { status: 503 }],
    ['hub-failing', { status: 500 }],
    ['hub-response-invalid', { status: 418 }],
    ['hub-response-invalid', { status: 302, headers: { location: '/api/models/owner/name' } }],
  ])('%s for %j', async (code, fault) => {
    await start({ faults: { listing: fault } });
    await expect(fetchModel()).rejects.toMatchObject({ code });
    expect(await readdir(home)).toEqual([]);
  });

  it('is asked again when it was only busy or failing', async () => {
    const { requests } = await start({
      faults: {
        listing: { status: 503, times: 2 },
        'model.safetensors': { status: 429, headers: { 'retry-after': '0.05' }, times: 2 },
      },
    });
    await fetchModel();
    expect(requests.filter(line => line.startsWith('GET /api'))).toHaveLength(3);
    expect(requests.filter(line => line.startsWith('cdn'))).toHaveLength(3);
  });

  it('tells of terms to accept only when it is about one file', async () => {
    await start({
      faults: { 'config.json': { status: 403, headers: { 'x-error-code': 'GatedRepo' } } },
    });
    await expect(fetchModel()).rejects.toThrow(`${hub?.endpoint ?? ''}/owner/name, then set HF_TOKEN`);
  });
});

describe('without a network', () => {
  it('says which host cannot be reached, at once', async () => {
    await (await start()).close();
    await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-unreachable' });
    await expect(fetchModel({ HF_ENDPOINT: 'http://nowhere.invalid' })).rejects.toMatchObject({
      code: 'hub-unreachable',
    });
    await expect(fetchModel({ HF_ENDPOINT: 'nonsense' })).rejects.toMatchObject({
      code: 'hub-endpoint-invalid',
    });
  });

  it('makes no request when switched off', async () => {
    const { requests } = await start();
    for (const variable of ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE']) {
      for (const value of ['1', 'on', 'YES', 'True']) {
        await expect(fetchModel({ [variable]: value })).rejects.toMatchObject({ code: 'hub-offline' });
      }
    }
    expect(requests).toEqual([]);
  });

  it('makes do with weights that have no tokenizer beside them', async () => {
    const { commit } = await start();
    const snapshot = join(repository(), 'snapshots', commit);
    await mkdir(snapshot, { recursive: true });
    await mkdir(join(repository(), 'refs'));
    await writeFile(join(repository(), 'refs', 'main'), commit);
    await writeFile(join(snapshot, 'model.safetensors'), weights);
    await hub?.close();
    expect((await fetchModel()).revision).toBe(commit);
  });
});

describe('a disk', () => {
  it('that has too little room is found before the download', async () => {
    await start({
      listing: answer => ({
        ...answer,
        siblings: answer.siblings.map(sibling =>
          sibling['rfilename'] === 'model.safetensors'
            ? { ...sibling, lfs: { sha256: sha256(weights), size: 2 ** 52 } }
            : sibling,
        ),
      }),
    });
    await expect(fetchModel()).rejects.toMatchObject({ code: 'disk-full' });
    expect(hub?.requests.filter(line => line.startsWith('cdn'))).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/full'))('that fills up leaves nothing half-written', async () => {
    await mkdir(join(repository(), 'blobs'), { recursive: true });
    await symlink('/dev/full', partial());
    await start();
    await expect(fetchModel()).rejects.toMatchObject({ code: 'disk-full' });
    expect(existsSync(partial())).toBe(false);
    expect(existsSync(join(repository(), 'refs'))).toBe(false);
  });

  it('that cannot be written is named', async () => {
    await start();
    await writeFile(join(home, 'hub'), 'a file');
    await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-cache-unwritable' });
  });
});

describe('two downloads at once', () => {
  it('fetch the file once and both end whole', async () => {
    const { requests } = await start({ faults: { 'model.safetensors': { slow: 1 } } });
    const [one, two] = await Promise.all([fetchModel(), fetchModel()]);
    expect(one).toEqual(two);
    expect(requests.filter(line => line.startsWith('cdn'))).toHaveLength(1);
  });

  it('do not wait for a process that died', async () => {
    const locks = join(home, 'hub', '.locks', 'models--owner--name');
    await mkdir(locks, { recursive: true });
    await writeFile(
      join(locks, `${sha256(weights)}.clip-notebook.lock`),
      `4194304 ${(await import('node:os')).hostname()}\n`,
    );
    await start();
    await expect(fetchModel()).resolves.toMatchObject({ source: 'hub' });
  });
});
