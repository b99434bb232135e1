import type { MapPoints } from './map-points.ts';

/** Points that the reader chose in the picture, in their order on the map's list. */
export interface MapSelection {
  /** Rows of the embeddings; texts come before images. */
  readonly indices: readonly number[];
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly groups: readonly string[];
}

export function selectionOf(points: MapPoints, chosen: Iterable<number>): MapSelection {
  const indices = [...new Set(chosen)].filter(at => at < points.count).sort((left, right) => left - right);
  return {
    indices,
    ids: indices.map(at => points.ids[at]!),
    names: indices.map(at => points.names[at]!),
    groups: indices.map(at => points.groupNames[points.groupOf[at]!]!),
  };
}
