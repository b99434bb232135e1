import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { EstimatedMeasure, PromptComparisonData } from '../../../webviews/protocol/prompt-comparison.ts';
import { provenanceLine } from '../../../webviews/pictures/provenance.ts';
import { summaryOf } from '../../../webviews/pictures/prompt-comparison/words.ts';

/** Accuracy and AUROC with their intervals, for programs that draw Plotly figures; undefined without truth. */
export function comparisonFigure(data: PromptComparisonData, provenance: Provenance): object | undefined {
  const { variants } = data.scores;
  const traces = [
    trace(
      'AUROC',
      variants.map(each => each.auroc),
      { symbol: 'circle', color: '#0b62b5' },
    ),
    trace(
      'accuracy',
      variants.map(each => each.accuracy),
      { symbol: 'square', color: '#b3541e' },
    ),
  ].filter(each => each !== undefined);
  if (traces.length === 0) return undefined;
  const names = variants.map(({ name }) => plain(name).slice(0, 60));
  return {
    data: traces.map(each => ({ ...each, y: names })),
    layout: {
      title: { text: summaryOf(data), font: { size: 14 } },
      height: 160 + 40 * variants.length,
      margin: { l: 40, r: 20, t: 60, b: 90 },
      xaxis: { range: [0, 1.02], title: { text: `value, ${Math.round(data.level * 100)} % interval` } },
      yaxis: { autorange: 'reversed', automargin: true },
      legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
      annotations: [
        {
          text: plain(provenanceLine(provenance)).slice(0, 160),
          xref: 'paper',
          yref: 'paper',
          x: 0,
          y: 0,
          yshift: -75,
          xanchor: 'left',
          showarrow: false,
          font: { size: 9 },
        },
      ],
    },
  };
}

function trace(
  name: string,
  estimates: readonly (EstimatedMeasure | undefined)[],
  marker: { readonly symbol: string; readonly color: string },
): object | undefined {
  if (estimates.every(each => each === undefined)) return undefined;
  const round = (value: number): number => Number(value.toPrecision(4));
  const arms = (end: 'high' | 'low'): number[] =>
    estimates.map(each => round(Math.abs((each?.[end] ?? each?.value ?? 0) - (each?.value ?? 0))));
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: estimates.map(each => (each === undefined ? null : round(each.value))),
    error_x: { type: 'data', symmetric: false, array: arms('high'), arrayminus: arms('low') },
    marker: { ...marker, size: 10 },
  };
}

/** Plotly reads some HTML in texts. */
function plain(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
