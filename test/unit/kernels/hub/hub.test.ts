import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../../../../kernels/clip/hub/progress.ts';
import {
  resolveModel,
  type ResolvedModel,
  type ResolveOptions,
} from '../../../../kernels/clip/hub/resolve.ts';
import {
  contentOf,
  gitDigest,
  sha256,
  startHub,
  type Fault,
  type HubContent,
  type HubServer,
} from './hub-server.ts';

const weights = contentOf(7, 3_000_000);
const files = {
  'README.md': contentOf(1, 100),
  'config.json': contentOf(2, 400),
  'preprocessor_config.json': contentOf(3, 300),
  'tokenizer.json': contentOf(4, 50_000),
  'vocab.json': contentOf(5, 20_000),
  'merges.txt': contentOf(6, 20_000),
  'model.safetensors': weights,
  'pytorch_model.bin': contentOf(8, 1000),
};
const limits = { stall: 3000, attempts: 4, backoff: 5, longestWait: 3000 };
const needed = ['config.json', 'model.safetensors', 'preprocessor_config.json', 'tokenizer.json'];

let home: string;
let hub: HubServer | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hub-'));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  await rm(home, { recursive: true, force: true });
});

async function start(content: Partial<HubContent> = {}): Promise<HubServer> {
  hub = await startHub({ files, large: ['model.safetensors', 'pytorch_model.bin'], ...content });
  return hub;
}

function fetchModel(
  environment: Record<string, string> = {},
  options: ResolveOptions = {},
): Promise<ResolvedModel> {
  return resolveModel('owner/name', {
    limits,
    ...options,
    environment: { HF_HOME: home, HF_ENDPOINT: hub?.endpoint ?? 'http://127.0.0.1:1', ...environment },
  });
}

const repository = (): string => join(home, 'hub', 'models--owner--name');
const partial = (): string => join(repository(), 'blobs', `${sha256(weights)}.clip-notebook.incomplete`);

describe('a download', () => {
  it("fills the Python client's layout with the needed files only", async () => {
    const { commit } = await start();
    const found = await fetchModel();
    const snapshot = join(repository(), 'snapshots', commit);
    expect(found).toEqual({ path: snapshot, source: 'hub', repository: 'owner/name', revision: commit });
    expect((await readdir(snapshot)).sort()).toEqual(needed);
    expect(await readFile(join(repository(), 'refs', 'main'), 'utf8')).toBe(commit);
    expect(await readlink(join(snapshot, 'model.safetensors'))).toBe(`../../blobs/${sha256(weights)}`);
    expect(await readlink(join(snapshot, 'config.json'))).toBe(
      `../../blobs/${gitDigest(files['config.json'])}`,
    );
    for (const name of needed) {
      const content = files[name as keyof typeof files];
      expect(Buffer.compare(await readFile(join(snapshot, name)), content)).toBe(0);
    }
    expect(await readdir(join(repository(), 'blobs'))).toHaveLength(4);
    expect(await readdir(join(home, 'hub', '.locks', 'models--owner--name'))).toEqual([]);
  });

  it('is asked for once: what is there is used without a request', async () => {
    const { requests } = await start();
    const first = await fetchModel();
    const before = requests.length;
    expect(before).toBe(1 + 4 + 1);
    expect(await fetchModel()).toEqual(first);
    expect(await fetchModel({ HF_HUB_OFFLINE: '1' })).toEqual(first);
    expect(await fetchModel({}, { revision: first.revision })).toEqual(first);
    expect(requests).toHaveLength(before);
    await fetchModel({}, { refresh: true });
    expect(requests.slice(before)).toEqual(['GET /api/models/owner/name/revision/main?blobs=true']);
  });

  it('reports progress up to the whole', async () => {
    await start();
    const seen: DownloadProgress[] = [];
    await fetchModel({}, { onProgress: progress => seen.push(progress) });
    const total = needed.reduce((sum, name) => sum + files[name as keyof typeof files].length, 0);
    expect(seen.at(-1)).toEqual({
      file: 'model.safetensors',
      receivedBytes: weights.length,
      totalBytes: weights.length,
      overallReceived: total,
      overallTotal: total,
    });
    expect(seen.every(({ overallReceived }) => overallReceived <= total)).toBe(true);
  });

  it('keeps the token to the hub itself', async () => {
    const { authorizations } = await start({ token: 'secret' });
    await fetchModel({ HF_TOKEN: 'secret' });
    expect(authorizations.filter(({ cdn }) => !cdn).every(({ value }) => value === 'Bearer secret')).toBe(
      true,
    );
    expect(authorizations.filter(({ cdn }) => cdn)).toEqual([{ cdn: true, value: undefined }]);
  });

  it('follows redirects within the hub with the token', async () => {
    const bare = (answer: { siblings: Record<string, unknown>[] }): unknown => ({
      ...answer,
      siblings: answer.siblings.map(({ rfilename }) => ({ rfilename })),
    });
    const { requests } = await start({ moved: true, token: 'secret', listing: bare });
    expect((await fetchModel({ HF_TOKEN: 'secret' })).source).toBe('hub');
    expect(requests.filter(line => line.includes('resolve-cache'))).toHaveLength(6);
  });

  it('finds the token in the file the Python client writes', async () => {
    await start({ token: 'filed' });
    await writeFile(join(home, 'token'), 'filed\n');
    expect((await fetchModel()).source).toBe('hub');
  });

  it('asks for digests by HEAD where the listing has none', async () => {
    const bare = (answer: { siblings: Record<string, unknown>[] }): unknown => ({
      ...answer,
      siblings: answer.siblings.map(({ rfilename }) => ({ rfilename })),
    });
    const { requests, commit } = await start({ listing: bare });
    await fetchModel();
    expect(requests.filter(line => line.startsWith('HEAD'))).toHaveLength(4);
    expect((await readdir(join(repository(), 'snapshots', commit))).sort()).toEqual(needed);
  });

  it('places files themselves where links are switched off', async () => {
    const { commit } = await start();
    await fetchModel({ HF_HUB_DISABLE_SYMLINKS: '1' });
    const snapshot = join(repository(), 'snapshots', commit);
    expect(Buffer.compare(await readFile(join(snapshot, 'model.safetensors')), weights)).toBe(0);
    await expect(readlink(join(snapshot, 'model.safetensors'))).rejects.toThrow();
    expect(await readdir(join(repository(), 'blobs'))).toEqual([]);
  });

  it('replaces a blob that was cut short, when asked to refresh', async () => {
    await start();
    const { path } = await fetchModel();
    await writeFile(join(repository(), 'blobs', sha256(weights)), weights.subarray(0, 99));
    await fetchModel({}, { refresh: true });
    expect(Buffer.compare(await readFile(join(path, 'model.safetensors')), weights)).toBe(0);
  });

  it('fetches again what was deleted from the blobs', async () => {
    await start();
    const { path } = await fetchModel();
    await rm(join(repository(), 'blobs', sha256(weights)));
    await fetchModel();
    expect((await stat(join(path, 'model.safetensors'))).size).toBe(weights.length);
  });

  it('takes a moved branch on refresh and keeps both snapshots', async () => {
    await start();
    const first = await fetchModel();
    await hub?.close();
    await start({ commit: 'f'.repeat(40) });
    expect((await fetchModel()).revision).toBe(first.revision);
    expect((await fetchModel({}, { refresh: true })).revision).toBe('f'.repeat(40));
    expect(await readdir(join(repository(), 'snapshots'))).toHaveLength(2);
    expect(hub?.requests.filter(line => line.includes('/resolve/'))).toEqual([]);
  });
});

describe('a download that breaks off', () => {
  const withFault = (fault: Fault): Promise<HubServer> => start({ faults: { 'model.safetensors': fault } });

  it('goes on where it was cut', async () => {
    const { ranges } = await withFault({ cutAfter: 700_000, times: 3 });
    const { path } = await fetchModel();
    expect(Buffer.compare(await readFile(join(path, 'model.safetensors')), weights)).toBe(0);
    const starts = ranges.flatMap(range => (range ? Number(/=(\d+)/.exec(range)?.[1]) : []));
    expect(starts.length).toBeGreaterThan(0);
    expect(Math.min(...starts)).toBeGreaterThan(0);
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  });

  it('starts over where ranges are ignored', async () => {
    await withFault({ cutAfter: 700_000, times: 1, ignoreRange: true });
    await expect(fetchModel()).resolves.toMatchObject({ source: 'hub' });
    await hub?.close();
    await rm(home, { recursive: true });
    await mkdir(join(repository(), 'blobs'), { recursive: true });
    await writeFile(partial(), weights.subarray(0, 1_000_000));
    await withFault({ ignoreRange: true });
    const { path } = await fetchModel();
    expect(Buffer.compare(await readFile(join(path, 'model.safetensors')), weights)).toBe(0);
  });

  it('goes on in a later run', async () => {
    await withFault({ cutAfter: 900_000, times: 10 });
    await expect(fetchModel({}, { limits: { ...limits, attempts: 1 } })).rejects.toMatchObject({
      code: 'hub-interrupted',
    });
    const { size } = await stat(partial());
    expect(size).toBeGreaterThan(0);
    await hub?.close();
    const { ranges, requests } = await start();
    await fetchModel();
    expect(ranges).toEqual([`bytes=${size}-`]);
    expect(requests).toHaveLength(3);
  });

  it('is given up after its tries and shows nothing half-written', async () => {
    await withFault({ cutAfter: 10 });
    await expect(fetchModel()).rejects.toMatchObject({ code: 'hub-interrupted' });
    expect(existsSync(join(repository(), 'refs'))).toBe(false);
    expect(existsSync(join(repository(), 'blobs', sha256(weights)))).toBe(false);
    await expect(fetchModel({ HF_HUB_OFFLINE: 'yes' })).rejects.toMatchObject({ code: 'hub-offline' });
  });

  it('does not wait for a server that falls silent', async () => {
    await withFault({ stallAfter: 500_000, times: 1 });
    await expect(fetchModel({}, { limits: { ...limits, stall: 300 } })).resolves.toMatchObject({
      source: 'hub',
    });
    await hub?.close();
    await rm(home, { recursive: true });
    await withFault({ stallAfter: 0 });
    const { signal } = new AbortController();
    const failed = fetchModel({}, { signal, limits: { ...limits, stall: 60, attempts: 2 } });
    await expect(failed).rejects.toMatchObject({ code: 'hub-interrupted' });
    await expect(failed).rejects.toThrow('nothing arrived for 0.06 s');
  });

  it('drops a partial file the hub cannot continue', async () => {
    await mkdir(join(repository(), 'blobs'), { recursive: true });
    await writeFile(partial(), new Uint8Array(weights.length + 5));
    await start();
    const { path } = await fetchModel();
    expect(Buffer.compare(await readFile(join(path, 'model.safetensors')), weights)).toBe(0);
  });

  it('keeps its part when cancelled', async () => {
    await withFault({ slow: 10 });
    const stop = new AbortController();
    const onProgress = ({ file, receivedBytes }: DownloadProgress): void => {
      if (file === 'model.safetensors' && receivedBytes > 100_000) stop.abort();
    };
    const cancelled = fetchModel({}, { signal: stop.signal, onProgress });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await stat(partial())).size).toBeGreaterThan(0);
    expect(await readdir(join(home, 'hub', '.locks', 'models--owner--name'))).toEqual([]);
    await expect(fetchModel({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

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
