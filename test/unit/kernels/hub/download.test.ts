import { readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../../../../kernels/clip/hub/progress.ts';
import { gitDigest, sha256 } from './hub-server.ts';
import { fetchModel, files, home, hub, needed, repository, start, weights } from './hub-session.ts';

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
