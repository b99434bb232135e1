import type { CurvesPart, SheetAxis } from '../protocol/sheet.ts';
import { tickText } from '../protocol/sheet-words.ts';
import type { ChartLook } from '../runtime/chart-look.ts';
import { dashesOf, hueOf, symbolOf } from './series-look.ts';

/** A series with what can be drawn of it. */
export interface Line {
  readonly name: string;
  readonly shape: 'line' | 'points' | 'steps';
  readonly dashed: boolean;
  /** Its place among the series: what it looks like. */
  readonly at: number;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low: number;
    readonly high: number;
    /** Both as the axes hold them: logarithms to base 10 on a logarithmic axis. */
    readonly at: readonly [x: number, y: number];
    readonly ends: readonly [low: number, high: number];
  }[];
}

/** Lines of so few points show each of them. */
const fewPoints = 24;

/** Traces and layout for Plotly. Axes are linear ones: logarithms are taken before, so that previews and cursors know one scale. */
export function curvesFigure(
  part: CurvesPart,
  lines: readonly Line[],
  look: ChartLook,
): { data: readonly unknown[]; layout: object } {
  const all = lines.flatMap(({ points }) => points);
  const x = rangeOf(
    part.x,
    all.map(({ at }) => at[0]),
    0,
  );
  const y = rangeOf(
    part.y,
    all.flatMap(({ at, ends }) => [at[1], ...ends]),
    0.04,
  );
  return {
    data: [
      ...(part.diagonal && part.x.scale === part.y.scale ? [diagonal(x, y, look)] : []),
      ...lines.flatMap(line => bandOf(line, look)),
      ...lines.map(line => traceOf(line, look)),
    ],
    layout: {
      hovermode: false,
      margin: { l: 62, r: 14, t: 8, b: 44 },
      xaxis: { ...axisOf(part.x, x, look), title: titleOf(part.x, look, 6) },
      yaxis: { ...axisOf(part.y, y, look), title: titleOf(part.y, look, 8) },
    },
  };
}

function traceOf({ shape, points, at, dashed }: Line, look: ChartLook): object {
  const color = look.colour(hueOf(at));
  const marked = shape === 'points' || points.length <= fewPoints;
  return {
    type: 'scatter',
    mode: shape === 'points' ? 'markers' : marked ? 'lines+markers' : 'lines',
    x: points.map(point => point.at[0]),
    y: points.map(point => point.at[1]),
    line: {
      color,
      dash: dashesOf(at, dashed) || 'solid',
      width: look.highContrast ? 3 : 2,
      shape: shape === 'steps' ? 'hv' : 'linear',
      simplify: false,
    },
    marker: { color, symbol: symbolOf(at), size: shape === 'points' ? 8 : 6 },
    hoverinfo: 'skip',
    ...(shape === 'points' && errorsOf(points, color)),
  };
}

function errorsOf(points: Line['points'], color: string): object {
  if (!points.some(({ ends }) => ends.every(Number.isFinite))) return {};
  const up = points.map(({ at, ends }) => (Number.isFinite(ends[1]) ? ends[1] - at[1] : 0));
  const down = points.map(({ at, ends }) => (Number.isFinite(ends[0]) ? at[1] - ends[0] : 0));
  return {
    error_y: { type: 'data', symmetric: false, array: up, arrayminus: down, color, thickness: 1.5, width: 4 },
  };
}

/** The area between the ends; where colours are few, its borders. */
function bandOf({ points, at, shape }: Line, look: ChartLook): object[] {
  const inside = points.filter(({ ends }) => ends.every(Number.isFinite));
  if (inside.length < 2 || shape === 'points') return [];
  const x = inside.map(point => point.at[0]);
  const [low, high] = [inside.map(({ ends }) => ends[0]), inside.map(({ ends }) => ends[1])];
  const step = shape === 'steps' ? 'hv' : 'linear';
  const base = { type: 'scatter', mode: 'lines', hoverinfo: 'skip' };
  const line = { width: 0, color: 'rgba(0, 0, 0, 0)', shape: step };
  if (look.highContrast) {
    const border = { color: look.colour(hueOf(at)), width: 1, dash: '1px,3px', shape: step };
    return [low, high].map(y => ({ ...base, x, y, line: border }));
  }
  return [
    { ...base, x, y: low, line },
    { ...base, x, y: high, line, fill: 'tonexty', fillcolor: look.colour(hueOf(at), 0.16) },
  ];
}

function diagonal(x: readonly [number, number], y: readonly [number, number], look: ChartLook): object {
  const ends = [Math.max(x[0], y[0]), Math.min(x[1], y[1])];
  return {
    type: 'scatter',
    mode: 'lines',
    x: ends,
    y: ends,
    line: { color: look.colour('--muted'), width: 1, dash: '3px,3px' },
    hoverinfo: 'skip',
  };
}

/** Ends as the axis holds them; `room` on both sides is a share of the width. */
function rangeOf({ range, scale }: SheetAxis, values: readonly number[], room: number): [number, number] {
  const place = (value: number): number => (scale === 'log' ? Math.log10(value) : value);
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((one, other) => Math.min(one, other), Infinity);
  const high = finite.reduce((one, other) => Math.max(one, other), -Infinity);
  const given = range?.map(place) ?? [];
  const ends: [number, number] = [
    Number.isFinite(given[0]) ? given[0]! : low,
    Number.isFinite(given[1]) ? given[1]! : high,
  ];
  if (!(ends[1] > ends[0])) {
    const half = Math.max(0.5, Math.abs(ends[0]) / 10);
    return [ends[0] - half, ends[0] + half];
  }
  const width = ends[1] - ends[0];
  // Points on the border are seen whole.
  const space = Math.max(room, 0.015) * width;
  return [ends[0] - space, ends[1] + space];
}

function axisOf(axis: SheetAxis, [low, high]: readonly [number, number], look: ChartLook): object {
  const ticks = axis.ticks ?? (axis.scale === 'log' ? logTicks(low, high) : undefined);
  const place = (value: number): number => (axis.scale === 'log' ? Math.log10(value) : value);
  return {
    range: [low, high],
    ...(ticks && {
      tickmode: 'array',
      tickvals: ticks.map(place),
      ticktext: ticks.map(tick => tickText(tick)),
    }),
    nticks: 7,
    showgrid: true,
    gridcolor: look.colour('--track'),
    zeroline: false,
    ticks: 'outside',
    ticklen: 4,
    tickcolor: look.colour('--muted'),
    linecolor: look.colour('--muted'),
    showline: true,
    fixedrange: true,
    automargin: false,
  };
}

/** Powers of ten inside the ends, given as logarithms; with 2 and 5 where there are few. */
function logTicks(low: number, high: number): number[] {
  const steps = high - low <= 2.5 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++)
    for (const step of steps) {
      const tick = step * 10 ** power;
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  return ticks.length > 12 ? ticks.filter((_, at) => at % Math.ceil(ticks.length / 12) === 0) : ticks;
}

function titleOf({ label }: SheetAxis, look: ChartLook, standoff: number): object {
  const cut = label.length > 80 ? `${label.slice(0, 79)}…` : label;
  // Plotly reads tags in titles.
  const safe = cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return { text: safe, standoff, font: { size: look.font.size } };
}
