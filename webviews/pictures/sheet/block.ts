import { escapeMarkup } from '../escape.ts';
import { cut, wrapped } from '../words.ts';

/** A piece of a picture: SVG elements from its upper left corner, and how high it is, in CSS pixels. */
export interface Block {
  readonly height: number;
  /** Where it is wider than `width`. */
  readonly wide?: number;
  readonly content: string;
}

/** Width of every block but a table of many columns. */
export const width = 760;
/** About the width of a letter of 11 pixels. */
export const letter = 6.1;

export const ink = { text: '#1f1f1f', quiet: '#616161', line: '#d6d6d6', faint: '#f0f0f0' } as const;
/** Hues on white, in the order of series. */
export const hues = ['#0b62b5', '#b3541e', '#2e7d32', '#7b3fa0', '#8a6d00', '#a3195b'] as const;
export const markHues = { good: '#2e7d32', bad: '#b3541e', caution: '#8a6d00' } as const;
export const markSigns = { good: '✓', bad: '✗', caution: '!' } as const;

/** Blocks one below the other, `gap` pixels apart; empty ones leave no gap. */
export function stacked(blocks: readonly Block[], gap: number): Block {
  let y = 0;
  const placed: string[] = [];
  for (const { height, content } of blocks) {
    if (height === 0) continue;
    if (y > 0) y += gap;
    placed.push(`<g transform="translate(0 ${rounded(y)})">${content}</g>`);
    y += height;
  }
  const wide = Math.max(width, ...blocks.map(block => block.wide ?? 0));
  return { height: y, content: placed.join('\n'), ...(wide > width && { wide }) };
}

/** Sentences in lines that fit. */
export function paragraph(
  sentence: string,
  {
    most = 6,
    fill = ink.text,
    size = 11,
    bold = false,
  }: { most?: number; fill?: string; size?: number; bold?: boolean } = {},
): Block {
  const lines = wrapped(sentence, Math.floor((width / letter) * (11 / size)), most);
  const step = size + 5;
  const words = lines.map((line, at) =>
    textAt(line, {
      x: 0,
      y: size + at * step,
      fill,
      more: `font-size="${size}"${bold ? ' font-weight="bold"' : ''}`,
    }),
  );
  return { height: lines.length * step, content: words.join('') };
}

/** One line of text whose base stands at `y`; `room` in pixels cuts it. */
export function textAt(
  text: string,
  {
    x,
    y,
    fill = ink.text,
    anchor,
    room,
    more = '',
  }: { x: number; y: number; fill?: string; anchor?: 'middle' | 'end'; room?: number; more?: string },
): string {
  const shown = room === undefined ? text : cut(text, Math.max(1, Math.floor(room / letter)));
  const end = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
  const colour = fill === ink.text ? '' : ` fill="${fill}"`;
  return `<text x="${rounded(x)}" y="${rounded(y)}"${colour}${end}${more && ` ${more}`}>${escapeMarkup(shown)}</text>`;
}

/** A pixel and a tenth are all that is seen. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
