import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import charls from '@cornerstonejs/codec-charls/decodewasmjs';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjph from '@cornerstonejs/codec-openjph/wasmjs';

/** Samples as a codec hands them out, interleaved. */
export interface DecodedFrame {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly values: Uint8Array | Uint16Array;
}

export type CodecName = 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/**
 * Decodes a JPEG-LS (CharLS), JPEG 2000 (OpenJPEG) or high-throughput JPEG 2000 (OpenJPH) stream. `expected` is the
 * size the image promises: a stream that says otherwise is refused before its pixels are decoded.
 * Throws a plain error on damaged data; the codec's memory is then dropped, as it may be in any state.
 */
export async function decodeStream(
  name: CodecName,
  stream: Uint8Array,
  expected: { readonly columns: number; readonly rows: number; readonly samples: number },
): Promise<DecodedFrame> {
  check(promisedSize(name, stream), expected);
  const codec = await codecs[name]();
  const decoder = new codec.Decoder();
  try {
    decoder.getEncodedBuffer(stream.length).set(stream);
    decoder.decode();
    const info = decoder.getFrameInfo();
    check(info, expected);
    const bytes = decoder.getDecodedBuffer().slice();
    const length = info.width * info.height * info.componentCount;
    const width = info.bitsPerSample > 8 ? 2 : 1;
    if (bytes.length < length * width) throw new Error('it decodes to too few pixels');
    const values = width === 2 ? new Uint16Array(bytes.buffer, 0, length) : bytes.subarray(0, length);
    return { width: info.width, height: info.height, samples: info.componentCount, values };
  } catch (error) {
    codec.drop();
    throw error instanceof Error ? error : new Error('the compressed data are damaged');
  } finally {
    decoder.delete();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly componentCount: number;
}

interface FrameInfo extends Size {
  readonly bitsPerSample: number;
}

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  delete(): void;
}

interface Codec {
  readonly Decoder: new () => Decoder;
  drop(): void;
}

type Factory = typeof charls;

const codecs: Readonly<Record<CodecName, () => Promise<Codec>>> = {
  'jpeg-ls': loader(charls, '@cornerstonejs/codec-charls/decodewasm', 'JpegLSDecoder'),
  'jpeg-2000': loader(openjpeg, '@cornerstonejs/codec-openjpeg/decodewasm', 'J2KDecoder'),
  htj2k: loader(openjph, '@cornerstonejs/codec-openjph/wasm', 'HTJ2KDecoder'),
};

function loader(factory: Factory, binary: string, decoder: string): () => Promise<Codec> {
  let loaded: Promise<Codec> | undefined;
  const load = async (): Promise<Codec> => {
    const wasmBinary = await readFile(createRequire(import.meta.url).resolve(binary));
    const silent = (): void => undefined;
    const module = await factory({ wasmBinary, print: silent, printErr: silent });
    return {
      Decoder: module[decoder] as new () => Decoder,
      drop() {
        loaded = undefined;
      },
    };
  };
  return () => (loaded ??= load());
}

/** The size in the stream's header: SOF55 of JPEG-LS (ITU-T T.87 C.2.2), SIZ of JPEG 2000 (T.800 A.5.1). */
function promisedSize(name: CodecName, stream: Uint8Array): Size {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const marker = name === 'jpeg-ls' ? 0xfff7 : 0xff51;
  for (let at = 0; at + 40 < stream.length; at++) {
    if (view.getUint16(at) !== marker) continue;
    if (name === 'jpeg-ls') {
      return {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        componentCount: stream[at + 9]!,
      };
    }
    return {
      width: view.getUint32(at + 6) - view.getUint32(at + 14),
      height: view.getUint32(at + 10) - view.getUint32(at + 18),
      componentCount: view.getUint16(at + 38),
    };
  }
  throw new Error('its compressed data have no header');
}

function check(
  { width, height, componentCount }: Size,
  expected: { readonly columns: number; readonly rows: number; readonly samples: number },
): void {
  if (width !== expected.columns || height !== expected.rows || componentCount !== expected.samples) {
    throw new Error(
      `its compressed data hold ${width}×${height}×${componentCount} where its attributes say ${expected.columns}×${expected.rows}×${expected.samples}`,
    );
  }
}
