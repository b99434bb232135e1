import { types } from 'node:util';
import type { DisplayBundle } from '../protocol/kernel/outputs.ts';
import { galleryBundle, imageBundle, mostImages } from './images/bundle.ts';
import { areImages, imageFrom } from './images/recognise.ts';
import { inspectError, inspectValue } from './inspection/inspect.ts';
import { tableBundle } from './tables/bundle.ts';
import { areRows, tableData } from './tables/columns.ts';
import { tensorBundle } from './tensors/bundle.ts';
import { tensorFrom } from './tensors/recognise.ts';

/**
 * What a value without its own `[Symbol.for('Jupyter.display')]` shows, richest form first: pictures as pictures, lists of
 * plain objects as tables, arrays of numbers as summaries, errors as stacks, anything else as `util.inspect` writes it.
 * Never throws; nothing for undefined.
 */
export async function displayBundle(value: unknown): Promise<DisplayBundle> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !types.isProxy(value)) {
    try {
      const rich = await richBundle(value);
      if (rich) return rich;
    } catch {
      // A getter that throws, or bytes that only begin like a picture: text never fails.
    }
  }
  return { 'text/plain': inspectValue(value) };
}

async function richBundle(value: object): Promise<DisplayBundle | undefined> {
  if (value instanceof Error || types.isNativeError(value)) return { 'text/plain': inspectError(value) };
  const image = imageFrom(value);
  if (image) return imageBundle(image);
  if (areImages(value)) {
    const found = value.slice(0, mostImages).map(each => imageFrom(each)!);
    return galleryBundle(found, [], value.length);
  }
  const tensor = tensorFrom(value);
  if (tensor) return tensorBundle(tensor);
  return areRows(value) ? tableBundle(tableData(value, {})) : undefined;
}
