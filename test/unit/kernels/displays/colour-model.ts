import sharp from 'sharp';
import { vi, type Mock } from 'vitest';
import type { ImageSource } from '../../../../kernels/clip/decoding/image.ts';
import type { PromptComparisonModel } from '../../../../kernels/displays/prompt-comparison/compare-prompts.ts';
import { failure } from '../../../../kernels/protocol/failures/index.ts';

const model = { name: 'test', digest: 'ab'.repeat(32), precision: 'fp32', preset: 'openai', version: '0' };
interface ColourModel {
  readonly clip: PromptComparisonModel;
  readonly encodeText: Mock<PromptComparisonModel['encodeText']>;
}

const colours = ['red', 'green', 'blue'];

/**
 * A model of three colours: an image or text is the direction of all colours that it names, and a text with "no" is the opposite.
 * Images called broken cannot be read; texts of more than 60 letters are cut.
 */
export function colourModel(): ColourModel {
  const rows = (names: readonly string[]): Float32Array =>
    Float32Array.from(names.flatMap(name => directionOf(name)));
  const encodeText = vi.fn((texts: readonly string[]) =>
    Promise.resolve({
      data: rows(texts),
      count: texts.length,
      dim: 3,
      ids: texts,
      kind: 'text' as const,
      model,
      normalized: true,
      truncated: texts.filter(text => text.length > 60),
    }),
  );
  const encodeImage = (images: readonly ImageSource[]) => {
    const names = images.map(image => (typeof image === 'string' ? image : image.name));
    const ids = names.filter(name => !name.includes('broken'));
    const failures = names
      .filter(name => name.includes('broken'))
      .map(id => ({ id, failure: failure('image-unreadable', { name: id, problem: 'it is empty' }) }));
    const embedded = { data: rows(ids), count: ids.length, dim: 3, ids, kind: 'image' as const };
    return Promise.resolve({ ...embedded, model, normalized: true, failures });
  };
  return { clip: { encodeText, encodeImage, model: { logitScale: 10 } }, encodeText };
}

/** A picture called `name`, of the colour it begins with. */
export async function picture(name: string): Promise<ImageSource> {
  const [background] = name.split(' ') as [string];
  const canvas = sharp({ create: { width: 300, height: 200, channels: 3, background } });
  return { name, bytes: new Uint8Array(await canvas.png().toBuffer()) };
}

function directionOf(name: string): number[] {
  const sign = /\bno\b/.test(name) ? -1 : 1;
  const values = colours.map(colour => (name.includes(colour) ? sign : 0));
  const length = Math.hypot(...values) || 1;
  return values.map(value => value / length);
}
