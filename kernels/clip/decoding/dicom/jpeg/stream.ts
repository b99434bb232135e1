import { huffmanTable, type HuffmanTable } from './huffman.ts';

export interface Component {
  readonly id: number;
  /** Horizontal and vertical sampling factors. */
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
}

export interface FrameHeader {
  /** Low nibble of the SOF marker: 0 baseline, 1 extended sequential, 2 progressive, 3 lossless. */
  readonly process: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

/** One scan with the tables in force when it begins. */
export interface Scan {
  readonly components: readonly {
    readonly index: number;
    readonly dc: HuffmanTable;
    readonly ac?: HuffmanTable;
  }[];
  /** Lossless: the predictor. Else the first coefficient. */
  readonly start: number;
  /** Lossless: the point transform. */
  readonly low: number;
  readonly restartInterval: number;
  readonly quantization: readonly (Uint16Array | undefined)[];
  /** Where its entropy-coded data begin. */
  readonly offset: number;
}

/** The frame header and scans of a JPEG stream (ITU-T T.81 annex B). Throws a plain error on damaged markers. */
export function readStream(bytes: Uint8Array): { frame: FrameHeader; scans: Scan[] } {
  const u8 = (at: number): number => {
    const value = bytes[at];
    if (value === undefined) throw new Error('its JPEG data are cut short');
    return value;
  };
  const u16 = (at: number): number => (u8(at) << 8) | u8(at + 1);
  const dc: (HuffmanTable | undefined)[] = [];
  const ac: (HuffmanTable | undefined)[] = [];
  const quantization: (Uint16Array | undefined)[] = [];
  const scans: Scan[] = [];
  let frame: FrameHeader | undefined;
  let restartInterval = 0;
  let at = 2;
  if (u16(0) !== 0xffd8) throw new Error('its JPEG data do not start with SOI');
  while (at < bytes.length - 1) {
    if (
      bytes[at] !== 0xff ||
      bytes[at + 1] === 0xff ||
      bytes[at + 1] === 0 ||
      (bytes[at + 1]! & 0xf8) === 0xd0
    ) {
      at++;
      continue;
    }
    const marker = u8(at + 1);
    if (marker === 0xd9) break;
    const end = at + 2 + u16(at + 2);
    let p = at + 4;
    if (marker === 0xc4) {
      while (p < end) {
        const kind = u8(p);
        const counts = bytes.subarray(p + 1, p + 17);
        const total = counts.reduce((sum, count) => sum + count, 0);
        (kind >> 4 === 0 ? dc : ac)[kind & 15] = huffmanTable(counts, bytes.subarray(p + 17, p + 17 + total));
        p += 17 + total;
      }
    } else if (marker === 0xdb) {
      while (p < end) {
        const kind = u8(p++);
        const wide = kind >> 4 !== 0;
        const table = new Uint16Array(64);
        for (let i = 0; i < 64; i++, p += wide ? 2 : 1) table[i] = wide ? u16(p) : u8(p);
        quantization[kind & 15] = table;
      }
    } else if (marker === 0xdd) restartInterval = u16(p);
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      const components = Array.from({ length: u8(p + 5) }, (_, index) => ({
        id: u8(p + 6 + index * 3),
        across: u8(p + 7 + index * 3) >> 4,
        down: u8(p + 7 + index * 3) & 15,
        quantization: u8(p + 8 + index * 3),
      }));
      frame = { process: marker & 15, precision: u8(p), height: u16(p + 1), width: u16(p + 3), components };
    } else if (marker === 0xda) {
      if (!frame) throw new Error('its JPEG data have a scan before the frame');
      const { components } = frame;
      const count = u8(p);
      const chosen = Array.from({ length: count }, (_, order) => {
        const index = components.findIndex(({ id }) => id === u8(p + 1 + order * 2));
        const tables = u8(p + 2 + order * 2);
        const table = dc[tables >> 4];
        const second = ac[tables & 15];
        if (index < 0 || !table) throw new Error('its JPEG data name a table that is not there');
        return second ? { index, dc: table, ac: second } : { index, dc: table };
      });
      const last = p + 1 + count * 2;
      scans.push({
        components: chosen,
        start: u8(last),
        low: u8(last + 2) & 15,
        restartInterval,
        quantization: [...quantization],
        offset: end,
      });
    }
    at = end;
  }
  if (!frame || scans.length === 0) throw new Error('its JPEG data hold no image');
  return { frame, scans };
}
