import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import { drawPhantom, type PhantomRequest } from '../../../../kernels/phantoms/draw-phantom.ts';
import { knownPhantoms } from '../../../../kernels/phantoms/known-phantoms.ts';
import type { Phantom } from '../../../../kernels/phantoms/phantom.ts';
import { phantoms } from '../../../../kernels/phantoms/phantoms.ts';
import { renderPhantoms, type RenderOptions } from '../../../../kernels/phantoms/render-phantoms.ts';
import { savePhantom } from '../../../../kernels/phantoms/save-phantom.ts';
import { runsOf } from '../../../../kernels/phantoms/truth.ts';

const known = knownPhantoms();
const size = 48;

async function collect(requests: Iterable<PhantomRequest>, options?: RenderOptions): Promise<Phantom[]> {
  const drawn: Phantom[] = [];
  for await (const phantom of renderPhantoms(requests, options)) drawn.push(phantom);
  return drawn;
}

function* endless(): Generator<PhantomRequest> {
  for (let seed = 0; ; seed++) yield { modality: known[seed % known.length]!.modality, seed, size };
}

describe('renderPhantoms', () => {
  it('draws on threads what drawPhantom draws, to the bit and in order, whatever the number of threads', async () => {
    const requests = known.map(({ modality }): PhantomRequest => ({ modality, seed: 7, size }));
    const expected = requests.map(request => drawPhantom(request));
    for (const workers of [1, 3]) expect(await collect(requests, { workers })).toEqual(expected);
  });

  it('runs ahead of the reader by no more than twice its threads', async () => {
    let asked = 0;
    const counted = (function* () {
      for (const request of endless()) {
        asked++;
        yield request;
      }
    })();
    let read = 0;
    for await (const phantom of renderPhantoms(counted, { workers: 2 })) {
      expect(phantom.seed).toBe(read++);
      expect(asked).toBeLessThanOrEqual(read + 4);
      if (read === 6) break;
    }
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const reading = (async () => {
      for await (const phantom of renderPhantoms(endless(), { workers: 1, signal: stop.signal })) {
        if (phantom.seed === 2) stop.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect(collect(endless(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('names what it does not know and what it knows', async () => {
    const { modality, findings } = known[0]!;
    const draw = (change: Partial<PhantomRequest>): Promise<Phantom[]> =>
      collect([{ modality, seed: 0, size, ...change }], { workers: 1 });
    await expect(draw({ findings: [{ name: 'hiccups' }] })).rejects.toMatchObject({
      code: 'phantom-finding-unknown',
      message: expect.stringContaining(findings.join(', ')) as string,
    });
    await expect(draw({ modality: 'elbow' as never })).rejects.toMatchObject({
      code: 'phantom-modality-unknown',
      message: expect.stringContaining(modality) as string,
    });
    for (const change of [{ size: 0 }, { size: 40.5 }, { size: 1e6 }, { seed: NaN }, { seed: 0.5 }])
      await expect(draw(change)).rejects.toMatchObject({ code: 'phantom-request-invalid' });
  });
});

describe('phantoms', () => {
  it('gives pictures that decode to their own pixels, with labels and masks', async () => {
    const images = await phantoms({ count: known.length, seed: 40, size });
    expect(images.map(({ modality }) => modality)).toEqual(known.map(({ modality }) => modality));
    for (const [index, image] of images.entries()) {
      const { modality, channels, data } = image;
      expect(image.name).toBe(`${modality} ${40 + index}`);
      const decoded = await decodeImage({ name: image.name, bytes: image.bytes });
      expect(decoded).toMatchObject({ mode: channels === 1 ? 'L' : 'RGB', width: size, height: size });
      expect(Buffer.from(decoded.data).equals(data)).toBe(true);
      expect(drawPhantom({ modality, seed: 40 + index, size })).toMatchObject({ labels: image.labels });
    }
  });

  it('shows the finding asked for, none, or every kind that knows it', async () => {
    const { modality, findings } = known[0]!;
    const [asked] = await phantoms({ modality, finding: findings[0]!, size });
    expect(asked!.labels[findings[0]!]).toBe(true);
    const [normal] = await phantoms({ modality, finding: 'none', size });
    expect(normal!.findings).toEqual([]);
    const finding = known.at(-1)!.findings[0]!;
    for (const image of await phantoms({ finding, count: 3, size })) expect(image.labels[finding]).toBe(true);
    await expect(phantoms({ finding: 'hiccups' })).rejects.toMatchObject({ code: 'phantom-finding-unknown' });
    await expect(phantoms({ count: -1 })).rejects.toMatchObject({ code: 'phantom-request-invalid' });
  });

  it('refuses a place that the finding never has instead of drawing it elsewhere', async () => {
    const code = expect.stringMatching(/^phantom-(detail-unknown|request-invalid)$/) as string;
    for (const { modality, findings } of known.slice(0, 2)) {
      const finding = { name: findings[0]!, location: 'Pluto' };
      await expect(phantoms({ modality, finding, size, workers: 1 })).rejects.toMatchObject({ code });
    }
  });
});

describe('savePhantom', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'phantom-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('writes picture and truth', async () => {
    const phantom = drawPhantom({ modality: known[0]!.modality, seed: 5, size });
    const truth = await savePhantom(phantom, join(folder, 'a.png'));
    expect(truth).toBe(join(folder, 'a.json'));
    const read = JSON.parse(await readFile(truth, 'utf8')) as {
      report: string[];
      version: string;
      findings: { mask: { size: number[]; runs: number[] } }[];
    };
    expect(read).toMatchObject({ seed: 5, size, labels: phantom.labels, report: phantom.report });
    expect(read.version).toMatch(/^\d/);
    expect(read.findings.map(({ mask }) => maskOf(mask.runs))).toEqual(
      phantom.findings.map(({ mask }) => mask),
    );
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'a.png']);
  });

  it('leaves nothing behind where it cannot write', async () => {
    const phantom = drawPhantom({ modality: known[0]!.modality, seed: 5, size });
    await expect(savePhantom(phantom, join(folder, 'none', 'b.png'))).rejects.toMatchObject({
      code: 'output-unwritable',
    });
  });
});

describe('runsOf', () => {
  it('can be turned back into the mask', () => {
    const masks = fc.array(fc.nat(1), { minLength: 1, maxLength: 60 }).map(bits => Uint8Array.from(bits));
    fc.assert(
      fc.property(masks, mask => {
        expect(maskOf(runsOf(mask))).toEqual(mask);
      }),
    );
    expect(runsOf(Uint8Array.of(1, 1, 0))).toEqual([0, 2, 1]);
  });
});

function maskOf(runs: readonly number[]): Uint8Array {
  return Uint8Array.from(runs.flatMap((length, index) => Array<number>(length).fill(index % 2)));
}
