import type { DataSet } from 'dicom-parser';
import { functionalGroup, type PixelModule } from './pixel-module.ts';
import type { StoredValues } from './stored-values.ts';

/**
 * Stored values → 8-bit gray, black 0 (PS3.3 C.11): modality LUT or rescale; then the VOI LUT, or the first window by
 * its function; inverted for MONOCHROME1. Without either, values of more than 8 bits are stretched from their
 * minimum to their maximum, and unsigned 8-bit values stay.
 * `full` stretches stored values whatever the image says and cuts fractions, as BioViL's `remap_to_uint8` does.
 */
export function displayed(
  values: StoredValues,
  dataSet: DataSet,
  module: PixelModule,
  frame: number,
  range: 'window' | 'full',
): Uint8Array {
  const [minimum, maximum] = extent(values);
  const tone =
    range === 'full'
      ? (value: number) => Math.trunc(fraction(value, minimum, maximum) * 255)
      : windowed(dataSet, module, frame, minimum, maximum);
  const shown =
    module.photometric === 'MONOCHROME1'
      ? (value: number) => 255 - tone(value)
      : (value: number) => tone(value);
  // Values of up to 16 bits are fewer than the pixels: each is computed once.
  if (maximum - minimum > 65535) return Uint8Array.from(values, shown);
  const known = new Uint8Array(maximum - minimum + 1);
  const table = new Uint8Array(known.length);
  const gray = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const index = values[i]! - minimum;
    if (known[index] === 0) {
      table[index] = shown(values[i]!);
      known[index] = 1;
    }
    gray[i] = table[index]!;
  }
  return gray;
}

type Tone = (value: number) => number;

function windowed(
  dataSet: DataSet,
  module: PixelModule,
  frame: number,
  minimum: number,
  maximum: number,
): Tone {
  const modality = modalityTransform(dataSet, frame);
  const voi = functionalGroup(dataSet, frame, 'x00289132');
  const lut = lookupTable(voi, 'x00283010');
  if (lut) return value => level(fraction(lut.at(modality(value)), 0, lut.largest) * 255);
  const center = voi.floatString('x00281050');
  const width = voi.floatString('x00281051');
  if (center !== undefined && width !== undefined && Number.isFinite(center) && width > 0) {
    const window = windowFunction(voi.string('x00281056') ?? 'LINEAR', center, width);
    return value => level(window(modality(value)) * 255);
  }
  if (
    module.bitsStored <= 8 &&
    !module.signed &&
    modality(minimum) === minimum &&
    modality(maximum) === maximum
  ) {
    return value => value;
  }
  const ends = [modality(minimum), modality(maximum)];
  return value => level(fraction(modality(value), Math.min(...ends), Math.max(...ends)) * 255);
}

function modalityTransform(dataSet: DataSet, frame: number): Tone {
  const group = functionalGroup(dataSet, frame, 'x00289145');
  const lut = lookupTable(dataSet, 'x00283000');
  if (lut) return value => lut.at(value);
  const slope = group.floatString('x00281053') ?? 1;
  const intercept = group.floatString('x00281052') ?? 0;
  return value => value * slope + intercept;
}

/** The window's share of its output range, 0 to 1 (PS3.3 C.11.2.1.2.1 and C.11.2.1.3). */
function windowFunction(name: string, center: number, width: number): Tone {
  switch (name.trim().toUpperCase()) {
    case 'SIGMOID':
      return value => 1 / (1 + Math.exp((-4 * (value - center)) / width));
    case 'LINEAR_EXACT':
      return value => clamp((value - center) / width + 0.5);
    default: {
      if (width <= 1) return value => (value <= center - 0.5 ? 0 : 1);
      return value => {
        if (value <= center - 0.5 - (width - 1) / 2) return 0;
        if (value > center - 0.5 + (width - 1) / 2) return 1;
        return (value - (center - 0.5)) / (width - 1) + 0.5;
      };
    }
  }
}

/** The first LUT of a sequence (PS3.3 C.11.1.1), if there is one and it is complete. */
function lookupTable(
  dataSet: DataSet,
  sequence: string,
): { at(value: number): number; largest: number } | undefined {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  const data = item?.elements['x00283006'];
  if (!item || !data) return undefined;
  const entries = item.uint16('x00283002', 0) || 65536;
  const unsigned = item.uint16('x00283002', 1) ?? 0;
  const signed = item.elements['x00283002']?.vr === 'SS';
  const first = signed ? (unsigned << 16) >> 16 : unsigned;
  const bits = item.uint16('x00283002', 2) ?? 16;
  const wide = data.length >= entries * 2;
  if (data.length < entries) return undefined;
  const read = (index: number): number =>
    (wide ? item.uint16('x00283006', index) : item.byteArray[data.dataOffset + index]) ?? 0;
  return {
    at: value => read(Math.max(0, Math.min(entries - 1, Math.round(value) - first))),
    largest: 2 ** Math.min(16, bits) - 1,
  };
}

function extent(values: StoredValues): [number, number] {
  let minimum = values[0] ?? 0;
  let maximum = minimum;
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return [minimum, maximum];
}

function fraction(value: number, from: number, to: number): number {
  return to === from ? 0 : (value - from) / (to - from);
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}

function level(value: number): number {
  return Math.max(0, Math.min(255, Math.floor(value + 0.5)));
}
