import { unpackArray } from '../../protocol/packed-array.ts';
import type { CurveSeries, CurvesPart, SheetAxis } from '../../protocol/sheet.ts';
import { tickText } from '../../protocol/sheet-words.ts';
import { hues, ink, paragraph, rounded, stacked, textAt, width, type Block } from './block.ts';

const plot = { left: 56, right: width - 20, top: 6, bottom: 226 };
const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 2', '12 4'];
/** A line of more points than pixels shows no more. */
const mostPoints = 400;

type Scale = (value: number) => number;

/** Lines on two axes, with their names below. */
export function curvesBlock(part: CurvesPart): Block {
  const all = part.series.map(unpacked);
  const x = scale(
    part.x,
    all.flatMap(({ x: values }) => values),
    [plot.left, plot.right],
  );
  const y = scale(
    part.y,
    all.flatMap(series => [...series.y, ...series.low, ...series.high]),
    [plot.bottom, plot.top],
  );
  if (!x || !y) return paragraph('There are no points to draw.', { fill: ink.quiet });
  const lines = all.map((series, at) => lineOf(series, part.series[at]!, { x: x.place, y: y.place, at }));
  const frame = `<path d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}" fill="none" stroke="${ink.quiet}"/>`;
  const ticks = [
    ...x.ticks.map(([tick, words]) =>
      textAt(words, { x: tick, y: plot.bottom + 14, fill: ink.quiet, anchor: 'middle' }),
    ),
    ...y.ticks.map(([tick, words]) =>
      textAt(words, { x: plot.left - 6, y: tick + 4, fill: ink.quiet, anchor: 'end' }),
    ),
    ...y.ticks.map(
      ([tick]) => `<path d="M${plot.left} ${rounded(tick)}H${plot.right}" stroke="${ink.faint}"/>`,
    ),
  ];
  const labels = [
    textAt(part.x.label, {
      x: (plot.left + plot.right) / 2,
      y: plot.bottom + 30,
      anchor: 'middle',
      room: 500,
    }),
    textAt(part.y.label, {
      x: 12,
      y: 116,
      anchor: 'middle',
      room: 200,
      more: 'transform="rotate(-90 12 116)"',
    }),
  ];
  const diagonal = part.diagonal && part.x.scale === part.y.scale ? diagonalOf(x, y) : '';
  const picture = {
    height: plot.bottom + 34,
    content: [...ticks, frame, diagonal, ...lines, ...labels].join(''),
  };
  return stacked([picture, legend(part.series)], 4);
}

interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

function unpacked({ x, y, low, high }: CurveSeries): Points {
  const list = (packed: CurveSeries['low']): number[] => (packed ? Array.from(unpackArray(packed)) : []);
  return { x: list(x), y: list(y), low: list(low), high: list(high) };
}

function lineOf(
  { x, y, low, high }: Points,
  { shape, dashed }: CurveSeries,
  { x: across, y: up, at }: { readonly x: Scale; readonly y: Scale; readonly at: number },
): string {
  const colour = hues[at % hues.length]!;
  const step = Math.max(1, Math.ceil(x.length / mostPoints));
  const points = x
    .map((value, index) => ({
      x: across(value),
      y: up(y[index] ?? Number.NaN),
      low: up(low[index] ?? Number.NaN),
      high: up(high[index] ?? Number.NaN),
    }))
    .filter(
      (point, index) =>
        (index % step === 0 || index === x.length - 1) &&
        Number.isFinite(point.x) &&
        Number.isFinite(point.y),
    );
  const inside = points.filter(point => Number.isFinite(point.low) && Number.isFinite(point.high));
  const dash = dashed && at % dashes.length === 0 ? '5 4' : dashes[at % dashes.length]!;
  if (shape === 'points')
    return [
      ...inside.map(
        point =>
          `<path d="M${rounded(point.x)} ${rounded(point.low)}V${rounded(point.high)}" stroke="${colour}"/>`,
      ),
      ...points.map(
        point => `<circle cx="${rounded(point.x)}" cy="${rounded(point.y)}" r="3.2" fill="${colour}"/>`,
      ),
    ].join('');
  const path = (edge: 'y' | 'low' | 'high', from: typeof points): string =>
    from
      .map((point, index) => {
        const place = `${rounded(point.x)} ${rounded(point[edge])}`;
        if (index === 0) return `M${place}`;
        return shape === 'steps' ? `H${rounded(point.x)}V${rounded(point[edge])}` : `L${place}`;
      })
      .join('');
  const back = [...inside]
    .reverse()
    .map(point => `L${rounded(point.x)} ${rounded(point.low)}`)
    .join('');
  const band =
    inside.length > 1
      ? `<path d="${path('high', inside)}${back}Z" fill="${colour}" fill-opacity="0.14"/>`
      : '';
  const line = `<path d="${path('y', points)}" fill="none" stroke="${colour}" stroke-width="1.8"${dash && ` stroke-dasharray="${dash}"`}/>`;
  return points.length === 0 ? '' : band + line;
}

interface DrawnScale {
  readonly place: Scale;
  readonly ends: readonly [number, number];
  readonly ticks: readonly (readonly [place: number, words: string])[];
}

function scale(
  { range, scale: kind, ticks }: SheetAxis,
  values: readonly number[],
  [from, to]: readonly [number, number],
): DrawnScale | undefined {
  const map = (value: number): number => (kind === 'log' ? Math.log10(value) : value);
  const finite = values.map(map).filter(isDrawable);
  if (finite.length === 0) return undefined;
  const given = (range ?? []).map(map);
  let low = isDrawable(given[0]) ? given[0]! : finite.reduce((one, other) => Math.min(one, other));
  let high = isDrawable(given[1]) ? given[1]! : finite.reduce((one, other) => Math.max(one, other));
  if (!(high > low)) [low, high] = [low - room(low), low + room(low)];
  const place: Scale = value => from + ((map(value) - low) / (high - low)) * (to - from);
  const usual = Array.from({ length: 5 }, (_, at) => low + ((high - low) * at) / 4).map(value =>
    kind === 'log' ? 10 ** value : value,
  );
  const shown = (ticks ?? usual).filter(tick => map(tick) >= low && map(tick) <= high);
  return {
    place,
    ends: kind === 'log' ? [10 ** low, 10 ** high] : [low, high],
    ticks: shown.map(tick => [place(tick), tickText(tick)]),
  };
}

/** Half the width of an axis that has only one value. */
function room(value: number): number {
  return Math.max(0.5, Math.abs(value) / 10);
}

/** Sums and differences of larger numbers are infinite. */
function isDrawable(value: number | undefined): boolean {
  return value !== undefined && Math.abs(value) < 1e300;
}

function diagonalOf(x: DrawnScale, y: DrawnScale): string {
  const [low, high] = [Math.max(x.ends[0], y.ends[0]), Math.min(x.ends[1], y.ends[1])];
  if (!(high > low)) return '';
  return `<path d="M${rounded(x.place(low))} ${rounded(y.place(low))}L${rounded(x.place(high))} ${rounded(y.place(high))}" stroke="${ink.quiet}" stroke-dasharray="3 3"/>`;
}

function legend(series: readonly CurveSeries[]): Block {
  const rows = Math.ceil(series.length / 3);
  const items = series.map(({ name, shape, dashed }, at) => {
    const [left, y] = [(at % 3) * (width / 3), Math.floor(at / 3) * 16 + 8];
    const colour = hues[at % hues.length]!;
    const dash = dashed && at % dashes.length === 0 ? '5 4' : dashes[at % dashes.length]!;
    const sign =
      shape === 'points'
        ? `<circle cx="${left + 12}" cy="${y}" r="3.2" fill="${colour}"/>`
        : `<path d="M${rounded(left)} ${y}h24" stroke="${colour}" stroke-width="1.8"${dash && ` stroke-dasharray="${dash}"`}/>`;
    return sign + textAt(name, { x: left + 30, y: y + 4, room: width / 3 - 40 });
  });
  return { height: rows * 16, content: items.join('') };
}
