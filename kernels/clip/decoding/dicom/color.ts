import type { DataSet } from 'dicom-parser';
import type { PixelModule } from './pixel-module.ts';
import type { StoredValues } from './stored-values.ts';

/** Three samples a pixel → 8-bit RGB `[rows, columns, 3]`; more than 8 bits keep their 8 highest. */
export function colors(values: StoredValues, { bitsStored, signed }: PixelModule): Uint8Array {
  const shift = Math.max(0, bitsStored - 8);
  const offset = signed ? 2 ** (bitsStored - 1) : 0;
  return Uint8Array.from(values, value => (value + offset) >> shift);
}

/** YCbCr of full range → RGB, in place (PS3.3 C.7.6.3.1.2, ITU-R BT.601), rounded. */
export function ybrToRgb(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 3) {
    const y = data[i]!;
    const blue = data[i + 1]! - 128;
    const red = data[i + 2]! - 128;
    data[i] = byte(y + 1.402 * red);
    data[i + 1] = byte(y - ((0.114 * 1.772) / 0.587) * blue - ((0.299 * 1.402) / 0.587) * red);
    data[i + 2] = byte(y + 1.772 * blue);
  }
}

/** Palette indices → 8-bit RGB (PS3.3 C.7.6.3.1.5). Throws a plain error if a table is missing or segmented. */
export function paletteColors(values: StoredValues, dataSet: DataSet): Uint8Array {
  const tables = ['1', '2', '3'].map(color => paletteTable(dataSet, color));
  const data = new Uint8Array(values.length * 3);
  for (let i = 0; i < values.length; i++) {
    for (let color = 0; color < 3; color++) {
      const { first, entries } = tables[color]!;
      const index = Math.max(0, Math.min(entries.length - 1, values[i]! - first));
      data[i * 3 + color] = entries[index]!;
    }
  }
  return data;
}

function paletteTable(dataSet: DataSet, color: string): { first: number; entries: Uint8Array } {
  const descriptor = `x0028110${color}`;
  const element = dataSet.elements[`x0028120${color}`];
  if (!element) {
    const segmented = dataSet.elements[`x0028122${color}`] !== undefined;
    throw new Error(
      segmented ? 'its palette is segmented, which is not supported' : 'its palette is missing',
    );
  }
  const length = dataSet.uint16(descriptor, 0) || 65536;
  const first = dataSet.uint16(descriptor, 1) ?? 0;
  const wide = element.length >= length * 2;
  if (element.length < length) throw new Error('its palette is cut short');
  // 16-bit entries keep their high byte; some writers leave it empty for 8-bit colours.
  const words = Uint16Array.from({ length }, (_, index) =>
    wide
      ? (dataSet.uint16(`x0028120${color}`, index) ?? 0)
      : dataSet.byteArray[element.dataOffset + index]! << 8,
  );
  const shift = words.every(word => word < 256) ? 0 : 8;
  return { first, entries: Uint8Array.from(words, word => word >> shift) };
}

function byte(value: number): number {
  return Math.max(0, Math.min(255, Math.floor(value + 0.5)));
}
