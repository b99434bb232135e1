import { unpackArray } from '../../protocol/packed-array.ts';
import type { Provenance } from '../../protocol/views.ts';
import type {
  SimilarityCurve,
  SimilarityDistributionData,
  SimilarityPanel,
} from '../../protocol/similarity-distribution.ts';
import { svgDocument } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import { curveLooks } from './looks.ts';
import { cut } from '../words.ts';
import { headlineOf, summaryOf } from './words.ts';

const page = { width: 720, left: 16, right: 16, head: 64, panel: 168, foot: 34 };
/** Inside a panel: its title above the curves, boxes below them. */
const inside = { title: 22, curves: 104, boxes: 34 };
/** More panels would make a picture that nobody scrolls through; the view has them all. */
const mostPanels = 12;

/** The picture as a compact SVG on white: small multiples on one x axis. */
export function similaritySvg(data: SimilarityDistributionData, provenance?: Provenance): string {
  const panels = data.panels.slice(0, mostPanels);
  const axis = axisOf(panels);
  const bottom = page.head + panels.length * page.panel;
  const more = data.panels.length - panels.length;
  const parts = panels.map((panel, row) => panelSvg(panel, axis, page.head + row * page.panel));
  const summary = summaryOf(data) + (more > 0 ? ` · ${more} more panels are not drawn` : '');
  return svgDocument(
    {
      title: 'Similarity within and across groups',
      width: page.width,
      height: bottom + page.foot,
      content: `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="${curveLooks.across.colour}" stroke-width="1.2"/></pattern></defs>
<text x="${page.left}" y="22" font-size="14" font-weight="bold">${escapeMarkup(summary)}</text>
${legend(panels)}
${parts.join('\n')}
${axis.ticks.map(tick => `<path d="M${axis.x(tick)} ${bottom}v5" stroke="#616161"/><text x="${axis.x(tick)}" y="${bottom + 16}" text-anchor="middle">${tickText(tick)}</text>`).join('')}
<path d="M${page.left} ${bottom}H${page.width - page.right}" stroke="#616161"/>
<text x="${page.width / 2}" y="${bottom + 28}" text-anchor="middle">cosine</text>
<text x="${page.width - page.right}" y="${bottom + 28}" text-anchor="end" fill="#616161">boxes: quartiles and 5 to 95 % · dotted frame: overlap</text>`,
    },
    provenance,
  );
}

interface Axis {
  readonly x: (cosine: number) => string;
  readonly ticks: readonly number[];
}

/** The common axis: where any curve is above a thousandth of its peak. */
function axisOf(panels: readonly SimilarityPanel[]): Axis {
  const ends = panels.flatMap(({ grid, curves }) =>
    curves.flatMap(({ density }) => {
      const values = Array.from(unpackArray(density));
      const peak = Math.max(...values);
      const visible = values.map(value => value > peak / 1000);
      return [visible.indexOf(true), visible.lastIndexOf(true)].map(at => grid.low + at * grid.step);
    }),
  );
  const low = Math.min(...ends);
  const high = Math.max(...ends, low + 1e-6);
  const room = page.width - page.left - page.right;
  const step =
    [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find(each => (high - low) / each <= 10) ??
    0.5;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step); tick * step <= high; tick++) ticks.push(tick * step);
  return { x: cosine => (page.left + ((cosine - low) / (high - low)) * room).toFixed(1), ticks };
}

function panelSvg(panel: SimilarityPanel, axis: Axis, top: number): string {
  const base = top + inside.title + inside.curves;
  const curves = panel.curves.map(curve => ({ curve, density: Array.from(unpackArray(curve.density)) }));
  const peak = Math.max(1e-9, ...curves.flatMap(({ density }) => density));
  const drawn = curves.map(({ curve, density }) => {
    const line = pathOf(panel, density, value => base - (value / peak) * (inside.curves - 6), axis);
    const { colour, dashes, fill } = curveLooks[curve.kind];
    const inner = curve.kind === 'across' ? 'url(#hatch)' : `${colour}" fill-opacity=".28`;
    const area =
      fill && line
        ? `<path d="${line}L${lastX(line)} ${base}L${firstX(line)} ${base}Z" fill="${inner}"/>`
        : '';
    return `${area}<path d="${line}" fill="none" stroke="${colour}" stroke-width="2"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`;
  });
  const band = panel.band
    ? `<rect x="${axis.x(panel.band.low)}" y="${top + inside.title}" width="${(Number(axis.x(panel.band.high)) - Number(axis.x(panel.band.low))).toFixed(1)}" height="${inside.curves}" fill="#000" fill-opacity=".06" stroke="#757575" stroke-dasharray="2 3"/>`
    : '';
  const boxes = panel.curves.map((curve, at) => boxSvg(curve, axis, base + 9 + at * 9));
  return `<text x="${page.left}" y="${top + 15}"><tspan font-weight="bold">${escapeMarkup(cut(panel.name, 48))}</tspan> · ${escapeMarkup(cut(headlineOf(panel), 110))}</text>
${band}${drawn.join('')}${boxes.join('')}<path d="M${page.left} ${base}H${page.width - page.right}" stroke="#bdbdbd"/>`;
}

/** Points where the curve is not flat on the ground, at most one a pixel. */
function pathOf(
  { grid }: SimilarityPanel,
  density: readonly number[],
  y: (value: number) => number,
  { x }: Axis,
): string {
  let path = '';
  let last = NaN;
  const visible = Math.max(...density) / 1000;
  for (let at = 0; at < density.length; at++) {
    if (density[at]! < visible) continue;
    const column = Number(x(grid.low + at * grid.step));
    if (column - last < 1.5) continue;
    path += `${path === '' ? 'M' : 'L'}${column} ${y(density[at]!).toFixed(1)}`;
    last = column;
  }
  return path;
}

function firstX(path: string): string {
  return /^M([\d.-]+)/.exec(path)?.[1] ?? '0';
}

function lastX(path: string): string {
  return /L([\d.-]+) [\d.-]+$/.exec(path)?.[1] ?? firstX(path);
}

/** 5 to 95 % as a line, the middle half as a box, the median as a stroke. */
function boxSvg({ kind, quantiles }: SimilarityCurve, { x }: Axis, y: number): string {
  const { colour } = curveLooks[kind];
  const [low, first, middle, third, high] = quantiles.map(x) as [string, string, string, string, string];
  return `<path d="M${low} ${y}H${high}" stroke="${colour}"/><rect x="${first}" y="${y - 3}" width="${Math.max(0.5, Number(third) - Number(first)).toFixed(1)}" height="6" fill="#fff" stroke="${colour}"/><path d="M${middle} ${y - 4}v8" stroke="${colour}" stroke-width="2"/>`;
}

function legend(panels: readonly SimilarityPanel[]): string {
  const known = new Map(panels.flatMap(({ curves }) => curves.map(({ kind, name }) => [kind, name])));
  let x = page.left;
  return [...known]
    .map(([kind, name]) => {
      const { colour, dashes } = curveLooks[kind];
      const mark = `<path d="M${x} 42h28" stroke="${colour}" stroke-width="2"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/><text x="${x + 34}" y="46">${escapeMarkup(name)}</text>`;
      x += 60 + name.length * 6.2;
      return mark;
    })
    .join('');
}

function tickText(tick: number): string {
  return String(Number(tick.toFixed(4))).replace('-', '−');
}
