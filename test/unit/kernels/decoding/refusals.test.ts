import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

const images = fileURLToPath(new URL('../../../golden/decoding/images/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'decoding-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('what is refused, and how', () => {
  it('names a missing file', async () => {
    const path = join(scratch, 'absent.png');
    const { code, message } = await refusal(path);
    expect(code).toBe('image-not-found');
    expect(message).toContain(path);
  });

  it('says that a folder is one', async () => {
    const { code, message } = await refusal(scratch);
    expect(code).toBe('image-unreadable');
    expect(message).toContain('it is a folder');
  });

  it.each([
    ['empty.png', new Uint8Array(), 'it is empty'],
    [
      'text.jpg',
      new TextEncoder().encode('This is not an image at all, whatever its name says.'),
      'no supported format',
    ],
  ])('names %s', async (name, bytes, problem) => {
    const { code, message } = await refusal({ name, bytes });
    expect(code).toBe('image-unreadable');
    expect(message).toContain(name);
    expect(message).toContain(problem);
  });

  it.each([
    'rgb.png',
    '420.jpg',
    '420-progressive.jpg',
    'lossy.webp',
    'rgb.tif',
    'palette.gif',
    'mono2-16.dcm',
    'jpeg-gray.dcm',
    'mono2-8-rle.dcm',
    'jpeg-lossless-1.dcm',
    'mono2-16-jpegls.dcm',
  ])('%s cut to half its length', async name => {
    const bytes = readFileSync(images + name);
    const { code, message } = await refusal({ name, bytes: bytes.subarray(0, bytes.length / 2) });
    expect(code).toBe('image-unreadable');
    expect(message).toContain(name);
  });

  it('refuses 30,000 × 30,000 pixels by the header alone, quickly and in little memory', async () => {
    const path = join(scratch, 'huge.png');
    writeFileSync(path, hugePng(30_000));
    const memory = process.memoryUsage().rss;
    const started = performance.now();
    const { code, details } = await refusal(path);
    expect(code).toBe('image-too-large');
    expect(details).toMatchObject({ width: 30_000, height: 30_000, limit: 300 });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(100e6);
  });

  it('names a transfer syntax it does not know, and never the patient', async () => {
    const bytes = readFileSync(`${images}mono2-8.dcm`);
    const at = bytes.indexOf('1.2.840.10008.1.2.1\0');
    bytes.write('1.2.840.10008.1.9.9\0', at);
    const { code, message } = await refusal({ name: 'scan.dcm', bytes });
    expect(code).toBe('image-unreadable');
    expect(message).toContain('1.2.840.10008.1.9.9');
    expect(message).not.toContain('Nobody');
  });

  it('refuses a frame that is not there', async () => {
    const { message } = await refusal(`${images}frames.dcm`, 3);
    expect(message).toContain('it has 3 frames, and none numbered 3');
  });

  it('refuses a DICOM image that claims more pixels than it may', async () => {
    const bytes = readFileSync(`${images}mono2-8.dcm`);
    for (const element of [0x10, 0x11])
      bytes.writeUInt16LE(60_000, bytes.indexOf(Buffer.of(0x28, 0, element, 0)) + 8);
    expect((await refusal({ name: 'scan.dcm', bytes })).code).toBe('image-too-large');
  });

  it('refuses samples that have no 8-bit meaning', async () => {
    const tiff = floatTiff();
    const { message } = await refusal({ name: 'float.tif', bytes: tiff });
    expect(message).toContain('save it with 8 or 16 bits');
  });
});

describe('full range of a DICOM image', () => {
  it('ignores the window and reaches from 0 to 255', async () => {
    const { data } = await decodeImage(`${images}ct-rescale-window.dcm`, { dicomRange: 'full' });
    expect([Math.min(...data), Math.max(...data)]).toEqual([0, 255]);
  });
});

async function refusal(source: Parameters<typeof decodeImage>[0], frame = 0): Promise<Failure> {
  const error: unknown = await decodeImage(source, { frame }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`expected a failure, found ${String(error)}`);
}

/** A valid 1-bit PNG whose rows are all zero. */
function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side));
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A 1 × 1 TIFF of one 32-bit float. */
function floatTiff(): Uint8Array {
  const entries = [
    [256, 3, 1],
    [257, 3, 1],
    [258, 3, 32],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 126],
    [277, 3, 1],
    [278, 3, 1],
    [279, 4, 4],
    [339, 3, 3],
  ] as const;
  const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], index) => {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(tag === 273 ? bytes.length : value, at + 8);
  });
  return Buffer.concat([bytes, Buffer.from(Float32Array.of(0.5).buffer)]);
}
