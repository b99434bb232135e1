import { unpackArray } from '../protocol/packed-array.ts';
import {
  measures,
  type Measure,
  type SimilarityDistributionData,
} from '../protocol/similarity-distribution.ts';
import { chart, type ChartParts } from '../runtime/chart.ts';
import type { ChartSeries } from '../runtime/chart-cursor.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { counted, number, type PanelCurves } from './curves.ts';
import { panelFigure } from './figure.ts';
import { pairsList, type AskPairs } from './pairs-list.ts';

/** Steps of the cursor from one end of the axis to the other. */
const steps = 120;

const named: Readonly<Record<Measure, readonly [string, string]>> = {
  auroc: ['AUROC', 'Chance that a pair within groups is more alike than one across; 0.5 is no separation'],
  overlap: ['overlap', 'Area under both curves; 1 is no separation'],
  jensenShannon: ['JSD', 'Jensen–Shannon divergence of the curves in bits, 0 to 1'],
  wasserstein: ['W1', 'Wasserstein distance: how far cosines would have to move, in cosine'],
  dPrime: ['d′', 'Distance of the means in standard deviations'],
};

/** One model: its name and numbers, its curves, and the pairs of the overlap once they are asked for. */
export function panelView(
  curves: PanelCurves,
  {
    data,
    range,
    signal,
    choose,
    ask,
  }: {
    readonly data: SimilarityDistributionData;
    readonly range: readonly [number, number];
    readonly signal: AbortSignal;
    readonly choose: Choosing;
    readonly ask: AskPairs | undefined;
  },
): HTMLElement {
  const { panel } = curves;
  const place = element('div', { class: 'pairs' });
  const { band } = panel;
  const toggle = (): void => {
    const open = place.childElementCount === 0;
    view.querySelector('.region')?.setAttribute('aria-expanded', String(open));
    if (!open || !band) {
      place.replaceChildren();
      view.querySelector<HTMLElement>('.region')?.focus();
      return;
    }
    const list = pairsList(data, panel.name, band, { ask, signal, choose, close: toggle });
    place.replaceChildren(list.element);
    list.focus();
  };
  const parts: ChartParts = {
    label: labelOf(curves),
    height: 210,
    figure: look => panelFigure(curves, range, look),
    series: [seriesOf(curves, range)],
    regions: band
      ? [
          {
            low: band.low,
            high: band.high,
            caption: 'overlap: list pairs',
            label: `List the ${counted(band.kept.total)} pairs of ${panel.name} whose cosine is between ${number(band.low)} and ${number(band.high)}, where the curves overlap`,
            press: toggle,
          },
        ]
      : [],
    table: {
      caption: `Cosines of ${panel.name}`,
      head: ['pairs', 'count', 'mean', 'deviation', '5 %', '25 %', 'median', '75 %', '95 %', 'bandwidth'],
      rows: panel.curves.map(({ name, count, mean, deviation, quantiles, bandwidth }) => [
        name,
        counted(count),
        ...[mean, deviation, ...quantiles].map(number),
        bandwidth.toPrecision(3),
      ]),
    },
  };
  const view = element(
    'section',
    { class: 'panel', 'aria-label': panel.name },
    element('h4', { class: 'name', title: panel.templates.join('\n') }, panel.name),
    element('div', { class: 'row' }, chart(parts, signal).element, numbersOf(curves, data)),
    place,
  );
  return view;
}

function labelOf({ panel }: PanelCurves): string {
  const means = panel.curves.map(
    ({ name, mean, count }) => `${name} mean ${number(mean)} of ${counted(count)} pairs`,
  );
  const auroc = panel.measures ? `AUROC ${number(unpackArray(panel.measures)[0]!)}; ` : '';
  return `Similarity of ${panel.name}: ${auroc}${means.join(', ')}`;
}

function seriesOf({ grid, curves, panel }: PanelCurves, [low, high]: readonly [number, number]): ChartSeries {
  const { low: start, step } = panel.grid;
  const points = Array.from({ length: steps + 1 }, (_, at) => {
    const cosine = low + ((high - low) * at) / steps;
    const nearest = step > 0 ? Math.round((cosine - start) / step) : 0;
    const heights = curves.map(({ curve, density }) => ({ name: curve.name, height: density[nearest] ?? 0 }));
    return {
      x: grid[nearest] ?? cosine,
      y: Math.max(0, ...heights.map(({ height }) => height)),
      text: [
        `cosine ${number(cosine)}`,
        ...heights.map(({ name, height }) => `${name}: density ${height.toFixed(2)}`),
      ].join('\n'),
    };
  });
  return { name: panel.name, points };
}

/** The measures with their intervals and the range of chance, or why there are none. */
function numbersOf({ panel }: PanelCurves, { level, randomGroups }: SimilarityDistributionData): HTMLElement {
  const bandwidths = panel.curves
    .map(({ name, bandwidth }) => `${name} ${bandwidth.toPrecision(2)}`)
    .join(', ');
  const rule =
    panel.bandwidthRule === 'isj'
      ? 'Improved Sheather-Jones'
      : 'Silverman’s rule: too few pairs for Improved Sheather-Jones';
  const notes = element(
    'p',
    { class: 'quiet' },
    `Bandwidth by ${rule} for all curves: ${bandwidths}.${panel.truncated > 0 ? ` ${counted(panel.truncated)} prompts were longer than the model reads, and cut.` : ''}`,
  );
  if (!panel.measures)
    return element('div', { class: 'numbers' }, element('p', { role: 'status' }, panel.problem ?? ''), notes);
  const values = unpackArray(panel.measures);
  const percent = Math.round(level * 100);
  const rows = measures.map((measure, row) => {
    const [value, low, high, chanceLow, chanceHigh, p] = Array.from(
      values.subarray(row * 6, row * 6 + 6),
    ) as [number, number, number, number, number, number];
    const [name, meaning] = named[measure];
    const beaten = Number.isNaN(p)
      ? ''
      : `; p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)} over ${randomGroups} random groupings`;
    return element(
      'tr',
      { title: `${meaning}${beaten}` },
      element('th', { scope: 'row' }, name),
      element('td', { class: 'value' }, number(value)),
      element('td', {}, rangeText(low, high)),
      element('td', { class: 'chance' }, rangeText(chanceLow, chanceHigh)),
    );
  });
  const head = ['', 'value', `${percent} % interval`, 'by chance'].map(text =>
    element('th', { scope: 'col' }, text),
  );
  return element(
    'div',
    { class: 'numbers' },
    element(
      'table',
      { 'aria-label': `Numbers of ${panel.name}` },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
    notes,
  );
}

function rangeText(low: number, high: number): string {
  return Number.isNaN(low) || Number.isNaN(high) ? '–' : `${number(low)} … ${number(high)}`;
}
