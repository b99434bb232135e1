import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DownloadProgress } from '../../../../kernels/clip/hub/progress.ts';
import { sha256, type Fault, type HubServer } from './hub-server.ts';
import { weights, home, hub, start, fetchModel, repository, partial, limits } from './hub-session.ts';

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
