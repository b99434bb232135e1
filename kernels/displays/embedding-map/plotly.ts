import type { MapParts } from './bundle.ts';
import { markOnWhite } from '../../../webviews/pictures/embedding-map/colors.ts';
import type { MapProjection } from './lay-out.ts';
import { factsOf } from './words.ts';

const symbols = {
  circle: 'circle',
  square: 'square',
  triangle: 'triangle-up',
  diamond: 'diamond',
  wedge: 'triangle-down',
  plus: 'cross',
};

/** A figure for notebooks elsewhere: one trace a group, the one-hot baseline as a second pair of axes. */
export function mapPlotly({ points, projection, beside }: MapParts): object {
  const traces = (layout: MapProjection, axes: '' | '2'): object[] =>
    points.groupNames.map((name, group) => {
      const rows = Array.from(points.groupOf.keys()).filter(row => points.groupOf[row] === group);
      const { color, shape } = markOnWhite(group, points.groupNames.length);
      return {
        type: 'scatter',
        mode: 'markers',
        name,
        legendgroup: name,
        showlegend: axes === '' && points.groupNames.length > 1,
        x: rows.map(row => Number(layout.coordinates[2 * row]!.toPrecision(5))),
        y: rows.map(row => Number(layout.coordinates[2 * row + 1]!.toPrecision(5))),
        text: rows.map(row => plain(points.names[row]!)),
        hoverinfo: 'text',
        marker: { color, symbol: symbols[shape], size: points.count > 1_000 ? 4 : 8 },
        xaxis: `x${axes}`,
        yaxis: `y${axes}`,
      };
    });
  const blank = { showticklabels: false, zeroline: false };
  const two = beside.projection !== undefined;
  return {
    data: [...traces(projection, ''), ...(beside.projection ? traces(beside.projection, '2') : [])],
    layout: {
      title: { text: plain(factsOf(projection)), font: { size: 12 } },
      xaxis: { ...blank, domain: two ? [0, 0.48] : [0, 1], title: { text: two ? 'embeddings' : '' } },
      yaxis: { ...blank, scaleanchor: 'x' },
      ...(two && {
        xaxis2: { ...blank, domain: [0.52, 1], title: { text: 'one-hot labels' } },
        yaxis2: { ...blank, anchor: 'x2', scaleanchor: 'x2' },
      }),
      hovermode: 'closest',
      height: 480,
    },
  };
}

/** Plotly reads a few tags in texts. */
function plain(text: string): string {
  const brief = text.length > 200 ? `${text.slice(0, 199)}…` : text;
  return brief.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
