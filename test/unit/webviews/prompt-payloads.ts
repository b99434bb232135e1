import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { PromptComparisonScores, PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { provenance, square } from './payloads.ts';

const classes = ['pneumonia', 'effusion'];

export const twoVariants: readonly PromptVariant[] = [
  { name: 'bare <b>name', scoring: 'classes', prompts: [{ text: '{}' }] },
  { name: 'denial', scoring: 'pairs', prompts: [{ text: '{}' }, { text: 'no {}', negative: true }] },
];

/** Image n is truly of class n % 2; variant v is right about it unless (n + v) % 4 is 0, surer with every variant. */
export function promptScores(
  variants: readonly PromptVariant[],
  images: number,
  known = true,
  shift = 0,
): PromptComparisonScores {
  const said = (variant: number, image: number): number =>
    (image + variant + shift) % 4 === 0 ? 1 - (image % 2) : image % 2;
  const cells = variants.flatMap((_, variant) =>
    Array.from({ length: images }, (__, image) =>
      classes.map((___, column) => {
        const sure =
          0.5 + 0.45 * ((variant + 1) / variants.length) * (((image * 7 + shift) % 10) / 10 + 0.05);
        return said(variant, image) === column ? sure : 1 - sure;
      }),
    ),
  );
  const estimate = { value: 0.75, low: 0.61, high: 0.88 };
  const pairs = variants.flatMap((_, left) =>
    variants.slice(left + 1).map((__, after) => [left, left + 1 + after] as const),
  );
  return {
    variants: variants.map(variant => ({
      ...variant,
      ...(known && { auroc: estimate, accuracy: estimate }),
      classAuroc: known ? [0.7, 0.8] : [null, null],
      truncated: [],
    })),
    probability: packArray(Float32Array.from(cells.flat()), [variants.length, images, 2]),
    decided: packArray(
      Uint8Array.from(cells.flatMap(([left, right]) => [left! >= right! ? 1 : 0, left! >= right! ? 0 : 1])),
      [variants.length, images, 2],
    ),
    disagreement: packArray(
      Float32Array.from({ length: images }, (_, image) => ((image * 7 + shift) % 10) / 10),
      [images],
    ),
    differences: pairs.map(([left, right]) => ({
      left,
      right,
      ...(known && {
        auroc: { value: 0.02, low: -0.01, high: 0.05 },
        accuracy: { value: -0.03, low: -0.1, high: 0.04 },
        mcNemar: { onlyLeft: 3, onlyRight: 5, pValue: 0.727 },
      }),
      flips: images / 2,
    })),
    edited: false,
  };
}

export function promptPayload(
  {
    variants = twoVariants,
    images = 8,
    known = true,
  }: { variants?: readonly PromptVariant[]; images?: number; known?: boolean } = {},
  live?: string,
): ViewPayload<'prompt-comparison'> {
  return {
    view: 'prompt-comparison',
    version: 1,
    ...(live !== undefined && { live }),
    provenance,
    data: {
      classes,
      labelling: 'one',
      images: Array.from({ length: images }, (_, image) => ({
        name: `/scans/chest ${image}.png`,
        ...(image !== 1 && { thumbnail: square((image * 13) % 100) }),
        ...(known && { truth: [classes[image % 2]!] }),
      })),
      total: images + 2,
      known: known ? images + 2 : 0,
      unreadable: [{ name: 'three.png', problem: 'three.png is empty.' }],
      level: 0.95,
      resamples: 1000,
      scores: promptScores(variants, images, known),
    },
  };
}
