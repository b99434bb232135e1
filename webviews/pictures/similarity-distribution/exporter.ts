import {
  measures,
  type SimilarityCurve,
  type SimilarityPanel,
} from '../../protocol/similarity-distribution.ts';
import { unpackArray } from '../../protocol/packed-array.ts';
import { csvText, float32Value, type CsvCell } from '../csv.ts';
import type { ViewExporter } from '../exporter.ts';
import { similaritySvg } from './svg.ts';

const head = ['panel', 'what', 'of', 'cosine', 'value', 'low', 'high', 'chance low', 'chance high', 'p'];
const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Small multiples; measures, curves by their points, and the pairs where they are kept. */
export const similarityExporter: ViewExporter<'similarity-distribution'> = {
  svg: ({ data, provenance }) => similaritySvg(data, provenance),
  csv: ({ data }) => csvText(head, data.panels.flatMap(panelRows)),
};

/** `what` is `measure`, a number about a curve, `density` or `pair`; cells that do not apply are empty. */
function panelRows(panel: SimilarityPanel): CsvCell[][] {
  const values = panel.measures && unpackArray(panel.measures);
  return [
    ...(values
      ? measures.map((measure, row) => {
          const [value, ...rest] = values.subarray(row * 6, row * 6 + 6);
          return [panel.name, 'measure', measure, undefined, value, ...rest];
        })
      : []),
    ...panel.curves.flatMap(curve => curveRows(panel, curve)),
  ];
}

function curveRows({ name, grid }: SimilarityPanel, curve: SimilarityCurve): CsvCell[][] {
  const row = (what: string, cosine: CsvCell, value: CsvCell): CsvCell[] => [
    name,
    what,
    curve.name,
    cosine,
    value,
    ...Array<CsvCell>(5).fill(undefined),
  ];
  const pairs = curve.values ? Array.from(unpackArray(curve.values)) : [];
  return [
    row('pairs', undefined, curve.count),
    row('mean', undefined, curve.mean),
    row('standard deviation', undefined, curve.deviation),
    row('bandwidth', undefined, curve.bandwidth),
    ...curve.quantiles.map((value, at) => row(`quantile ${quantiles[at]!}`, undefined, value)),
    ...Array.from(unpackArray(curve.density), (value, at) =>
      row('density', Number((grid.low + at * grid.step).toPrecision(12)), float32Value(value)),
    ),
    ...pairs.map(cosine => row('pair', float32Value(cosine), undefined)),
  ];
}
