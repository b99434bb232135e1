import type { BarsPart, SheetBar } from '../../protocol/sheet.ts';
import { estimateText, given, hasInterval, numberText, shareOf } from '../../protocol/sheet-words.ts';
import {
  hues,
  ink,
  letter,
  markHues,
  markSigns,
  paragraph,
  rounded,
  stacked,
  textAt,
  width,
  type Block,
} from './block.ts';

/** Bars that a picture shows. */
const mostBars = 40;
const high = 18;
const axis = { left: 240, right: width - 190 };

/** Bars in groups on one axis. */
export function barsBlock(part: BarsPart): Block {
  const { groups, range, zero } = part;
  const rows = groups.flatMap(({ label, value, mark, note, bars }) => [
    {
      bar: { label, value: value ?? Number.NaN, mark } satisfies SheetBar,
      own: true,
      bare: value === undefined,
      note,
    },
    ...bars.map(bar => ({ bar, own: false, bare: false, note: undefined })),
  ]);
  if (rows.length === 0) return paragraph('There are no bars to draw.', { fill: ink.quiet });
  const shown = rows.slice(0, mostBars);
  const base = x(shareOf(zero ?? range[0], range));
  const drawn = shown.map(({ bar, own, bare, note }, at) =>
    [
      label(bar, at * high, own),
      bare
        ? textAt(note ?? '', { x: axis.left, y: at * high + 13, fill: ink.quiet, room: width - axis.left })
        : barAt(bar, at * high, { part, own, base }),
    ].join(''),
  );
  const foot = shown.length * high;
  const ticks = [range[0], range[1]].map((tick, at) =>
    textAt(numberText(tick, Math.min(2, part.digits)), {
      x: x(at),
      y: foot + 14,
      fill: ink.quiet,
      anchor: 'middle',
    }),
  );
  const baseline = `<path d="M${rounded(base)} 0V${foot + 2}" stroke="${ink.quiet}"/>`;
  const more = rows.length - shown.length;
  return stacked(
    [
      { height: foot + 18, content: [...drawn, baseline, ...ticks].join('') },
      paragraph(more > 0 ? `${more} more are not drawn.` : '', { fill: ink.quiet }),
    ],
    4,
  );
}

function label({ label: words, mark }: SheetBar, y: number, own: boolean): string {
  return textAt(mark ? `${markSigns[mark]} ${words}` : words, {
    x: own ? 0 : 10,
    y: y + 13,
    room: axis.left - 18,
    ...(mark && { fill: markHues[mark] }),
    more: own ? 'font-weight="bold"' : '',
  });
}

function barAt(
  { value, low, high: top, mark }: SheetBar,
  y: number,
  { part, own, base }: { readonly part: BarsPart; readonly own: boolean; readonly base: number },
): string {
  const end = Number.isNaN(given(value)) ? base : x(shareOf(value, part.range));
  const thick = own ? 12 : 8;
  const middle = y + 9;
  const bar = `<rect x="${rounded(Math.min(base, end))}" y="${middle - thick / 2}" width="${rounded(Math.abs(end - base))}" height="${thick}" fill="${mark ? markHues[mark] : hues[0]}" fill-opacity="${own ? 1 : 0.8}"/>`;
  const whisker = hasInterval(low, top)
    ? `<path d="M${rounded(x(shareOf(low, part.range)))} ${middle}H${rounded(x(shareOf(top, part.range)))}" stroke="${ink.text}" stroke-width="1.5"/>`
    : '';
  const text = textAt(estimateText({ value, low, high: top }, part.digits), {
    x: axis.right + 10,
    y: y + 13,
    room: width - axis.right - 10 + letter,
    more: own ? 'font-weight="bold"' : '',
  });
  return bar + whisker + text;
}

function x(share: number): number {
  return axis.left + share * (axis.right - axis.left);
}
