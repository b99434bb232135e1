import { unpackArray } from '../protocol/packed-array.ts';
import type { CurvesPart, SheetAxis } from '../protocol/sheet.ts';
import { estimateText, numberText } from '../protocol/sheet-words.ts';
import { chart, type Chart, type ChartParts } from '../runtime/chart.ts';
import { element } from '../runtime/elements.ts';
import { curvesFigure, type Line } from './curves-figure.ts';
import { drawn } from './marks.ts';
import type { PartView, SheetContext } from './part-view.ts';
import { dashesOf, hueOf } from './series-look.ts';

/** Lines that a hidden table reads at most so many points of. */
const mostRows = 60;

/** Lines on two axes, read out by pointer and arrow keys, with a legend beside them. */
export function curvesView({ signal }: SheetContext): PartView<CurvesPart> {
  const place = element('div');
  const legend = element('ul', { class: 'legend' });
  const empty = element('p', { class: 'quiet' });
  let plot: Chart | undefined;
  return {
    element: element('div', { class: 'chart-of-curves' }, legend, place, empty),
    show: part => {
      const lines = linesOf(part);
      const points = lines.reduce((sum, { points: own }) => sum + own.length, 0);
      empty.textContent = points === 0 ? 'There are no points to draw.' : '';
      place.hidden = points === 0;
      legend.hidden = points === 0;
      legend.setAttribute('aria-label', `Lines of ${part.title}`);
      legend.replaceChildren(...lines.map(legendItem));
      if (points === 0) return;
      const parts = chartParts(part, lines);
      if (plot) plot.update(parts);
      else {
        plot = chart(parts, signal);
        place.append(plot.element);
      }
    },
  };
}

/** Series without the points that cannot be drawn. On a logarithmic axis that is what is not above zero. */
function linesOf({ series, x: xAxis, y: yAxis }: CurvesPart): Line[] {
  return series.map(({ name, x, y, low, high, dashed = false, shape }, at) => {
    const [xs, ys] = [unpackArray(x), unpackArray(y)];
    const [lows, highs] = [low && unpackArray(low), high && unpackArray(high)];
    const place = (axis: SheetAxis, value: number): number =>
      axis.scale === 'log' ? Math.log10(value) : value;
    const points = Array.from({ length: Math.min(xs.length, ys.length) }, (_, point) => ({
      x: xs[point]!,
      y: ys[point]!,
      low: lows?.[point] ?? Number.NaN,
      high: highs?.[point] ?? Number.NaN,
      at: [place(xAxis, xs[point]!), place(yAxis, ys[point]!)] as const,
      ends: [place(yAxis, lows?.[point] ?? Number.NaN), place(yAxis, highs?.[point] ?? Number.NaN)] as const,
    }));
    return {
      name,
      shape,
      dashed,
      at,
      points: points.filter(({ at: [one, other] }) => Number.isFinite(one) && Number.isFinite(other)),
    };
  });
}

function chartParts(part: CurvesPart, lines: readonly Line[]): ChartParts {
  const { x, y } = part;
  const said = ({ x: across, y: up, low, high }: Line['points'][number]): [string, string] => [
    numberText(across, x.digits),
    estimateText({ value: up, low, high }, y.digits),
  ];
  const title = part.title || y.label;
  return {
    label: `${title}: ${y.label} by ${x.label}, ${lines.map(({ name, points }) => `${name} ${points.length} points`).join(', ')}`,
    height: 290,
    figure: look => curvesFigure(part, lines, look),
    series: lines.map(({ name, points }) => ({
      name,
      points: points.map(point => {
        const [across, up] = said(point);
        return { x: point.at[0], y: point.at[1], text: `${name}\n${x.label} ${across}\n${y.label} ${up}` };
      }),
    })),
    table: {
      caption: title,
      head: ['line', x.label, y.label],
      rows: lines.flatMap(({ name, points }) => thinned(points).map(point => [name, ...said(point)])),
    },
  };
}

function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostRows) return points;
  return Array.from(
    { length: mostRows },
    (_, at) => points[Math.round((at * (points.length - 1)) / (mostRows - 1))]!,
  );
}

function legendItem({ name, shape, at, dashed, points }: Line): HTMLElement {
  const stroke =
    shape === 'points'
      ? drawn('circle', { cx: 12, cy: 7, r: 3.5, class: 'spot' })
      : drawn('path', {
          d: shape === 'steps' ? 'M1 11H12V3H23' : 'M1 7H23',
          class: 'stroke',
          'stroke-dasharray': dashesOf(at, dashed).replaceAll('px', '').replaceAll(',', ' '),
        });
  const icon = drawn('svg', { viewBox: '0 0 24 14', class: 'swatch', 'aria-hidden': 'true' }, stroke);
  icon.style.setProperty('--own', `var(${hueOf(at)})`);
  const words = points.length === 0 ? `${name} (no values)` : name;
  return element('li', { title: name }, icon, element('span', {}, words));
}

export const curvesStyle = `
.chart-of-curves { max-width: 900px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-bottom: 4px; max-height: 7.2em; overflow-y: auto; }
.legend li { display: flex; align-items: center; gap: 6px; max-width: 340px; min-width: 0; }
.legend li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.swatch { width: 24px; height: 14px; flex: none; fill: none; }
.swatch .stroke { stroke: var(--own); stroke-width: 2.2; }
.swatch .spot { fill: var(--own); }
`;
