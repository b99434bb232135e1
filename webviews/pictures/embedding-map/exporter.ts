import type { EmbeddingMapData } from '../../protocol/embedding-map.ts';
import { unpackArray } from '../../protocol/packed-array.ts';
import { csvText, float32Value, type CsvCell } from '../csv.ts';
import type { ViewExporter } from '../exporter.ts';
import { mapSvg } from './svg.ts';

const columns = ['name', 'group', 'x', 'y', 'trustworthiness'];
const ofBaseline = ['one-hot x', 'one-hot y'];

/** The map with its baseline; one row a point. */
export const embeddingMapExporter: ViewExporter<'embedding-map'> = {
  svg: ({ data, provenance }) => mapSvg(data, provenance),
  csv: ({ data }) => csvText(data.baseline ? [...columns, ...ofBaseline] : columns, rowsOf(data)),
};

/** Trustworthiness in [0, 1], in steps of 1/255 as the payload has it; empty where it was not measured. */
function rowsOf({ names, groups, layout, baseline }: EmbeddingMapData): CsvCell[][] {
  const of = unpackArray(groups.of);
  const places = [layout, ...(baseline ? [baseline] : [])].map(each => each && unpackArray(each.coordinates));
  const trust = layout?.quality && unpackArray(layout.quality.points);
  return names.map((name, point) => {
    const [[x, y] = [], ...rest] = places.map(coordinates =>
      [0, 1].map(axis => coordinates && float32Value(coordinates[2 * point + axis]!)),
    );
    const trusted = trust && Number((trust[point]! / 255).toFixed(4));
    return [name, groups.names[of[point]!], x, y, trusted, ...rest.flat()];
  });
}
