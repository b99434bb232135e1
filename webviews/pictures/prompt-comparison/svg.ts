import { unpackArray } from '../../protocol/packed-array.ts';
import type { Provenance } from '../../protocol/views.ts';
import type { EstimatedMeasure, PromptComparisonData } from '../../protocol/prompt-comparison.ts';
import { svgDocument } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import { pictureElement } from '../picture-element.ts';
import { cut } from '../words.ts';
import { summaryOf } from './words.ts';

/** Hues and forms of variants on white, told apart without colour too. */
const hues = ['#0b62b5', '#b3541e', '#2e7d32', '#7b3fa0', '#8a6d00', '#a3195b'];
const forms = [
  'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0',
  'M-4,-4h8v8h-8z',
  'M0,-5L5,4H-5z',
  'M0,-5L5,0L0,5L-5,0z',
  'M0,5L5,-4H-5z',
  'M-5,-1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z',
];
const width = 860;
/** The drawing begins where the lines below it do. */
const inset = 8;
const axis = { left: 300, right: 840 };
const mostImages = 8;

/** Measures of the variants where truth is known, and the images on which they disagree most, on white. */
export function comparisonSvg(data: PromptComparisonData, provenance?: Provenance): string {
  const { variants } = data.scores;
  const parts: string[] = [];
  let y = 44;
  if (data.known > 0) {
    y = panel(parts, y, 'AUROC (upper) and accuracy (lower, hollow), with intervals');
    variants.forEach(({ name, auroc, accuracy }, at) => {
      const row = y + 20 * at;
      parts.push(text(24, row + 4, cut(name, 40)), mark(at, 12, row));
      parts.push(estimate(auroc, at, row - 4, true), estimate(accuracy, at, row + 5, false));
    });
    y += 20 * variants.length + 16;
  } else {
    variants.forEach(({ name }, at) =>
      parts.push(text(24, y + 4 + 20 * at, cut(name, 90)), mark(at, 12, y + 20 * at)),
    );
    y += 20 * variants.length + 10;
  }
  const rows = imagesToDraw(data);
  y = panel(parts, y, rows.title);
  for (const row of rows.images) {
    const { name, thumbnail } = data.images[row.image]!;
    if (thumbnail) parts.push(pictureElement(thumbnail, { x: 8, y: y - 18, width: 36, height: 36 }));
    parts.push(text(52, y - 2, cut(name, 36)), text(52, y + 12, cut(row.label, 40), '#616161'));
    parts.push(`<path d="M${axis.left},${y}H${axis.right}" stroke="#e4e4e4"/>`);
    row.probability.forEach((value, at) => parts.push(mark(at, x(value), y)));
    y += 42;
  }
  return svgDocument(
    {
      title: 'Prompt comparison',
      width: width + inset,
      height: y,
      content: `<g transform="translate(${inset} 0)">${text(8, 24, cut(summaryOf(data), 110), '#1f1f1f', 'font-size="15" font-weight="bold"')}
<g font-size="12">${parts.join('\n')}</g></g>`,
    },
    provenance,
  );
}

function imagesToDraw({ classes, images, scores }: PromptComparisonData): {
  readonly title: string;
  readonly images: readonly {
    readonly image: number;
    readonly label: string;
    readonly probability: readonly number[];
  }[];
} {
  const spread = unpackArray(scores.disagreement);
  const probability = unpackArray(scores.probability);
  const order = images.map((_, image) => image).sort((left, right) => spread[right]! - spread[left]!);
  const drawn = order.slice(0, mostImages).map(image => {
    const at = (variant: number, column: number): number =>
      probability[(variant * images.length + image) * classes.length + column]!;
    const range = (column: number): number => {
      const values = scores.variants.map((_, variant) => at(variant, column));
      return Math.max(...values) - Math.min(...values);
    };
    const widest = classes.map((_, column) => column).sort((left, right) => range(right) - range(left))[0]!;
    return {
      image,
      label: `p(${classes[widest]!})`,
      probability: scores.variants.map((_, variant) => at(variant, widest)),
    };
  });
  const title =
    scores.variants.length === 1
      ? 'Probabilities of the first images'
      : 'Images on which the variants are furthest apart, and the class it is about';
  return { title, images: drawn };
}

/** Writes a heading and an axis of shares; returns where the first row goes. */
function panel(parts: string[], y: number, title: string): number {
  parts.push(text(8, y, title, '#1f1f1f', 'font-weight="bold"'));
  for (const share of [0, 0.25, 0.5, 0.75, 1])
    parts.push(text(x(share), y, String(share), '#616161', 'text-anchor="middle" dx="0" dy="16"'));
  parts.push(`<path d="M${axis.left},${y + 22}H${axis.right}" stroke="#9a9a9a"/>`);
  return y + 44;
}

function estimate(each: EstimatedMeasure | undefined, at: number, y: number, filled: boolean): string {
  if (each === undefined) return '';
  const { value, low = value, high = value } = each;
  const colour = hues[at % hues.length]!;
  return `<path d="M${x(low).toFixed(1)},${y}H${x(high).toFixed(1)}" stroke="${colour}" stroke-width="1.5"/><circle cx="${x(value).toFixed(1)}" cy="${y}" r="3.2" stroke="${colour}" fill="${filled ? colour : '#ffffff'}"/>`;
}

function mark(at: number, left: number, top: number): string {
  const hollow = at >= forms.length;
  const colour = hues[at % hues.length]!;
  return `<path transform="translate(${left.toFixed(1)} ${top})" d="${forms[at % forms.length]!}" fill="${hollow ? '#ffffff' : colour}" stroke="${colour}" fill-opacity="0.85"/>`;
}

function text(left: number, top: number, words: string, fill = '#1f1f1f', more = ''): string {
  return `<text x="${left}" y="${top}" fill="${fill}" ${more}>${escapeMarkup(words)}</text>`;
}

function x(share: number): number {
  return axis.left + (axis.right - axis.left) * share;
}
