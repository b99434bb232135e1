import type { EmbeddingMapData, MapLayout } from '../../protocol/embedding-map.ts';
import { unpackArray } from '../../protocol/packed-array.ts';
import { csvText, float32Value, type CsvCell } from '../csv.ts';
import type { ViewExporter } from '../exporter.ts';
import { mapSvg } from './svg.ts';

const head = ['map', 'name', 'group', 'x', 'y', 'trustworthiness'];

/** All its maps; one row a map and point. */
export const embeddingMapExporter: ViewExporter<'embedding-map'> = {
  svg: ({ data, provenance }) => mapSvg(data, provenance),
  csv: ({ data }) => {
    const { layout, name, others = [], baseline } = data;
    return csvText(head, [
      ...rowsOf(data, name ?? 'embeddings', layout),
      ...others.flatMap(other => rowsOf(data, other.name, other.layout)),
      ...(baseline ? rowsOf(data, 'one-hot labels', baseline) : []),
    ]);
  },
};

/** Trustworthiness in [0, 1], in steps of 1/255 as the payload has it; cells of what was not laid out or measured are empty. */
function rowsOf(
  { names, groups }: EmbeddingMapData,
  map: string,
  layout: MapLayout | undefined,
): CsvCell[][] {
  const of = unpackArray(groups.of);
  const coordinates = layout && unpackArray(layout.coordinates);
  const trust = layout?.quality && unpackArray(layout.quality.points);
  const places = (point: number): CsvCell[] =>
    [0, 1].map(axis => coordinates && float32Value(coordinates[2 * point + axis]!));
  return names.map((name, point) => [
    map,
    name,
    groups.names[of[point]!],
    ...places(point),
    trust && Number((trust[point]! / 255).toFixed(4)),
  ]);
}
