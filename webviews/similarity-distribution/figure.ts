import { unpackArray } from '../protocol/packed-array.ts';
import type { CurveKind } from '../protocol/similarity-distribution.ts';
import type { ChartLook } from '../runtime/chart-look.ts';
import type { PanelCurves } from './curves.ts';

/** How curves are told apart, with and without colour. */
export const strokes: Readonly<Record<CurveKind, { variable: string; dash: string; dashes: string }>> = {
  within: { variable: '--accent', dash: 'solid', dashes: '' },
  across: { variable: '--bad', dash: '8px,4px', dashes: '8 4' },
  reference: { variable: '--muted', dash: '2px,4px', dashes: '2 4' },
};

/** Share of the height for what stands below the curves. */
const below = 0.2;

/** Filled curves, where they overlap, and below them a box or every cosine of each kind. */
export function panelFigure(
  { panel, grid, curves }: PanelCurves,
  range: readonly [number, number],
  look: ChartLook,
): { data: readonly unknown[]; layout: object } {
  const kinds = curves.length;
  const data = [
    ...curves.map(({ curve: { kind }, density }) => areaTrace(kind, grid, density, look)),
    ...overlapTraces({ panel, grid, curves }, look),
    ...curves.flatMap(({ curve }, at) => {
      const { kind, quantiles, values } = curve;
      const colour = look.colour(strokes[kind].variable);
      const row = kinds - at - 0.5;
      return values
        ? [rugTrace(Array.from(unpackArray(values)), row, colour)]
        : boxTraces(quantiles, row, colour);
    }),
  ];
  const hidden = { showgrid: false, zeroline: false, showticklabels: false, fixedrange: true };
  return {
    data,
    layout: {
      hovermode: false,
      margin: { l: 8, r: 8, t: 8, b: 40, pad: 0 },
      xaxis: {
        range: [...range],
        title: { text: 'cosine', standoff: 4, font: { size: look.font.size } },
        showgrid: false,
        zeroline: false,
        ticks: 'outside',
        tickcolor: look.colour('--muted'),
        linecolor: look.colour('--muted'),
        fixedrange: true,
        automargin: false,
        anchor: 'free',
        position: 0,
      },
      yaxis: {
        ...hidden,
        domain: [below, 1],
        range: [0, 1.04 * Math.max(1e-9, ...curves.flatMap(({ density }) => density))],
      },
      yaxis2: { ...hidden, domain: [0, below - 0.03], range: [0, Math.max(1, kinds)] },
    },
  };
}

function areaTrace(kind: CurveKind, x: readonly number[], y: readonly number[], look: ChartLook): object {
  const { variable, dash } = strokes[kind];
  const colour = look.colour(variable);
  const line = { color: colour, dash, width: look.highContrast ? 3 : 2, simplify: false };
  const base = { type: 'scatter', mode: 'lines', x, y, line, hoverinfo: 'skip' };
  if (kind === 'within' && !look.highContrast)
    return { ...base, fill: 'tozeroy', fillcolor: look.colour(variable, 0.28) };
  if (kind !== 'across') return base;
  return {
    ...base,
    fill: 'tozeroy',
    fillpattern: {
      shape: '/',
      fgcolor: colour,
      bgcolor: 'rgba(0, 0, 0, 0)',
      fillmode: 'overlay',
      size: 7,
      solidity: 0.16,
      fgopacity: 1,
    },
  };
}

/** The area under both curves, within the band that can be pressed. */
function overlapTraces({ panel: { band }, grid, curves }: PanelCurves, look: ChartLook): object[] {
  const within = curves.find(({ curve }) => curve.kind === 'within')?.density;
  const across = curves.find(({ curve }) => curve.kind === 'across')?.density;
  if (!band || !within || !across || look.highContrast) return [];
  const inside = grid.flatMap((cosine, at) => (cosine >= band.low && cosine <= band.high ? [at] : []));
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: inside.map(at => grid[at]!),
      y: inside.map(at => Math.min(within[at]!, across[at]!)),
      line: { width: 0, color: 'rgba(0, 0, 0, 0)' },
      fill: 'tozeroy',
      fillcolor: look.colour('--text', 0.2),
      hoverinfo: 'skip',
    },
  ];
}

/** 5 to 95 % as a line, the middle half thick, the median as a stroke. */
function boxTraces(
  [low, first, middle, third, high]: readonly number[],
  row: number,
  color: string,
): object[] {
  const base = { type: 'scatter', yaxis: 'y2', hoverinfo: 'skip' };
  return [
    { ...base, mode: 'lines', x: [low, high], y: [row, row], line: { color, width: 1 } },
    { ...base, mode: 'lines', x: [first, third], y: [row, row], line: { color, width: 5 } },
    {
      ...base,
      mode: 'markers',
      x: [middle],
      y: [row],
      marker: { symbol: 'line-ns', size: 10, color, line: { color, width: 2 } },
    },
  ];
}

/** Every cosine as a stroke. */
function rugTrace(values: readonly number[], row: number, color: string): object {
  return {
    type: 'scatter',
    yaxis: 'y2',
    mode: 'markers',
    hoverinfo: 'skip',
    x: values,
    y: values.map(() => row),
    marker: { symbol: 'line-ns', size: 8, color, line: { color, width: 1 } },
  };
}
