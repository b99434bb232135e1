import { bitReader, extend, type BitReader } from './huffman.ts';
import type { Component, FrameHeader, Scan } from './stream.ts';

/**
 * Sequential DCT JPEG of more than 8 bits a sample (ITU-T T.81 process 4), which libvips does not read → samples
 * `[height, width, components]`, without colour conversion; smaller components are repeated. The inverse DCT is
 * computed in double precision, so values may differ by one level from an integer implementation.
 * Throws a plain error on damaged or truncated data.
 */
export function decodeSequential(bytes: Uint8Array, frame: FrameHeader, scans: readonly Scan[]): Uint16Array {
  const { width, height, components, precision } = frame;
  const most = { across: largest(components, 'across'), down: largest(components, 'down') };
  const columns = Math.ceil(width / (8 * most.across));
  const rows = Math.ceil(height / (8 * most.down));
  const planes = components.map(component => ({
    component,
    stride: columns * component.across * 8,
    data: new Uint16Array(columns * component.across * 8 * rows * component.down * 8),
  }));
  for (const scan of scans) {
    decodeScan(bytes, scan, planes, { columns, rows, frame, most, limit: 2 ** precision - 1 });
  }
  const data = new Uint16Array(width * height * components.length);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const { component, stride, data: plane } of planes) {
        const column = Math.floor((x * component.across) / most.across);
        const row = Math.floor((y * component.down) / most.down);
        data[at++] = plane[row * stride + column]!;
      }
    }
  }
  return data;
}

interface Plane {
  readonly component: Component;
  readonly stride: number;
  readonly data: Uint16Array;
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly frame: FrameHeader;
  readonly most: { readonly across: number; readonly down: number };
  readonly limit: number;
}

function decodeScan(bytes: Uint8Array, scan: Scan, planes: readonly Plane[], grid: Grid): void {
  const reader = bitReader(bytes, scan.offset);
  const { frame, most } = grid;
  const alone = scan.components.length === 1 ? planes[scan.components[0]!.index]!.component : undefined;
  // A scan of one component has one block a unit and no padding blocks (A.2.2).
  const columns = alone ? Math.ceil(Math.ceil((frame.width * alone.across) / most.across) / 8) : grid.columns;
  const rows = alone ? Math.ceil(Math.ceil((frame.height * alone.down) / most.down) / 8) : grid.rows;
  const previous = new Int32Array(planes.length);
  const block = new Float64Array(64);
  for (let unit = 0; unit < columns * rows; unit++) {
    if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
      reader.restart();
      previous.fill(0);
    }
    const column = unit % columns;
    const row = Math.floor(unit / columns);
    for (const { index, dc, ac } of scan.components) {
      const { component, stride, data } = planes[index]!;
      const quantization = scan.quantization[component.quantization];
      if (!ac || !quantization) throw new Error('its JPEG data name a table that is not there');
      const across = alone ? 1 : component.across;
      const down = alone ? 1 : component.down;
      for (let part = 0; part < across * down; part++) {
        const size = reader.symbol(dc);
        previous[index]! += extend(reader.bits(size), size);
        block.fill(0);
        block[0] = previous[index]! * quantization[0]!;
        readCoefficients(reader, ac, quantization, block);
        const x = (column * across + (part % across)) * 8;
        const y = (row * down + Math.floor(part / across)) * 8;
        transform(block, data, y * stride + x, stride, grid.limit);
      }
    }
  }
}

function readCoefficients(
  reader: BitReader,
  table: Parameters<BitReader['symbol']>[0],
  quantization: Uint16Array,
  block: Float64Array,
): void {
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(table);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0) {
      if (run !== 15) return;
      k += 15;
      continue;
    }
    k += run;
    if (k > 63) throw new Error('its JPEG data are damaged');
    block[zigzag[k]!] = extend(reader.bits(size), size) * quantization[k]!;
  }
}

/** Inverse DCT of one block (A.3.3), shifted to unsigned and clipped. */
function transform(
  block: Float64Array,
  target: Uint16Array,
  at: number,
  stride: number,
  limit: number,
): void {
  const middle = new Float64Array(64);
  for (let v = 0; v < 8; v++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += block[v * 8 + u]! * basis[u * 8 + x]!;
      middle[v * 8 + x] = sum;
    }
  }
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += middle[v * 8 + x]! * basis[v * 8 + y]!;
      target[at + y * stride + x] = Math.max(0, Math.min(limit, Math.round(sum) + (limit + 1) / 2));
    }
  }
}

/** cos((2x + 1)uπ / 16) · C(u) / 2 at `[u, x]`. */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3;
  return (Math.cos(((2 * (i & 7) + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1)) / 2;
});

/** Natural position of the k-th coefficient (figure A.6). */
const zigzag = Uint8Array.from(
  Array.from({ length: 64 }, (_, place) => place).sort((a, b) => {
    const [diagonalA, diagonalB] = [(a >> 3) + (a & 7), (b >> 3) + (b & 7)];
    if (diagonalA !== diagonalB) return diagonalA - diagonalB;
    return diagonalA % 2 === 0 ? (a & 7) - (b & 7) : (b & 7) - (a & 7);
  }),
);

function largest(components: readonly Component[], factor: 'across' | 'down'): number {
  return Math.max(1, ...components.map(component => component[factor]));
}
