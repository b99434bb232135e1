import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import type { Provenance } from '../../../webviews/protocol/views.ts';
import type {
  SimilarityCurve,
  SimilarityDistributionData,
  SimilarityPanel,
} from '../../../webviews/protocol/similarity-distribution.ts';
import { curveLooks } from '../../../webviews/pictures/similarity-distribution/looks.ts';
import { provenanceLine } from '../../../webviews/pictures/provenance.ts';
import { headlineOf, summaryOf } from '../../../webviews/pictures/similarity-distribution/words.ts';

/** Digits of a picture that is not live: 256 points a curve, four figures each. */
const points = 256;

/** The same picture for programs that draw Plotly figures: rows share the x axis, nothing hangs on colour alone. */
export function similarityFigure(data: SimilarityDistributionData, provenance: Provenance): object {
  const rows = data.panels.length;
  const axes = Object.fromEntries(
    data.panels.flatMap((_, row) => [
      [
        `yaxis${suffix(row)}`,
        {
          domain: domainOf(row, rows),
          rangemode: 'tozero',
          showticklabels: false,
          zeroline: false,
          title: { text: 'density' },
        },
      ],
    ]),
  );
  return {
    data: data.panels.flatMap((panel, row) =>
      panel.curves.map(curve => traceOf(panel, curve, { row, legend: row === 0 })),
    ),
    layout: {
      title: { text: summaryOf(data), font: { size: 14 } },
      height: 120 + 190 * rows,
      hovermode: 'x',
      legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
      margin: { l: 40, r: 20, t: 80, b: 70 },
      xaxis: { title: { text: 'cosine' }, anchor: `y${suffix(rows - 1)}` },
      ...axes,
      shapes: data.panels.flatMap(({ band }, row) =>
        band
          ? [
              {
                type: 'rect',
                xref: 'x',
                yref: `y${suffix(row)} domain`,
                x0: band.low,
                x1: band.high,
                y0: 0,
                y1: 1,
                line: { dash: 'dot', width: 1 },
                fillcolor: 'rgba(127, 127, 127, 0.12)',
              },
            ]
          : [],
      ),
      annotations: [
        ...data.panels.map((panel, row) => ({
          text: `${plain(panel.name)} · ${headlineOf(panel)}`,
          xref: 'paper',
          yref: 'paper',
          x: 0,
          y: domainOf(row, rows)[1],
          xanchor: 'left',
          yanchor: 'bottom',
          showarrow: false,
        })),
        {
          text: plain(provenanceLine(provenance)).slice(0, 200),
          xref: 'paper',
          yref: 'paper',
          x: 0,
          y: 0,
          yshift: -60,
          xanchor: 'left',
          showarrow: false,
          font: { size: 9 },
        },
      ],
    },
  };
}

function traceOf(
  { grid }: SimilarityPanel,
  curve: SimilarityCurve,
  { row, legend }: { readonly row: number; readonly legend: boolean },
): object {
  const density = unpackArray(curve.density);
  const every = Math.ceil(density.length / points);
  const at = Array.from({ length: Math.ceil(density.length / every) }, (_, point) => point * every);
  const { colour, dash, pattern, fill } = curveLooks[curve.kind];
  return {
    type: 'scatter',
    mode: 'lines',
    name: curve.name,
    legendgroup: curve.kind,
    showlegend: legend,
    x: at.map(point => round(grid.low + point * grid.step)),
    y: at.map(point => round(density[point]!)),
    yaxis: `y${suffix(row)}`,
    line: { color: colour, dash, width: 2 },
    ...(fill && { fill: 'tozeroy', fillpattern: { shape: pattern, fgcolor: colour, fillmode: 'overlay' } }),
  };
}

function domainOf(row: number, rows: number): [number, number] {
  const share = 1 / rows;
  return [1 - (row + 0.84) * share, 1 - row * share - 0.06 * share].map(round) as [number, number];
}

function suffix(row: number): string {
  return row === 0 ? '' : String(row + 1);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Plotly reads some HTML in texts. */
function plain(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
