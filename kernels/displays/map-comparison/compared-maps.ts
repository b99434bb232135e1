import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import { cosineNeighbors, type CosineNeighbors } from '../../analysis/neighborhoods/cosine-neighbors.ts';
import { groupPurity, type GroupPurity } from '../../analysis/neighborhoods/group-purity.ts';
import {
  neighborAgreement,
  type NeighborAgreement,
} from '../../analysis/neighborhoods/neighbor-agreement.ts';
import {
  similarityCorrelation,
  type SimilarityCorrelation,
} from '../../analysis/neighborhoods/similarity-correlation.ts';
import { alignLayout } from '../../analysis/projections/procrustes.ts';
import type { MapChoices } from '../../../webviews/protocol/embedding-map.ts';
import { layOutMap, type MapProjection } from '../embedding-map/lay-out.ts';
import type { MapPoints } from '../embedding-map/map-points.ts';
import type { ComparedRows } from './compared-rows.ts';

/** One embedding of a comparison, laid out. */
export interface ComparedMap {
  readonly name: string;
  /** Laid upon the first map's. */
  readonly projection: MapProjection;
  /** What laying it upon the first left over, in [0, 1]; 0 for the first itself. */
  readonly disparity: number;
  readonly neighbors: CosineNeighbors;
  readonly purity: readonly GroupPurity[];
}

/** Two embeddings of a comparison, before any layout. */
export interface MapAgreementResult extends NeighborAgreement, SimilarityCorrelation {
  readonly left: string;
  readonly right: string;
}

interface Watching {
  readonly signal: AbortSignal | undefined;
  readonly stop: AbortSignal;
  /** Hears how many maps are laid out. */
  readonly onMap?: (done: number) => void;
}

/** Lays each embedding out and upon the first. @throws Failure as `project`, `cancelled`. */
export async function laidOut(
  compared: readonly ComparedRows[],
  choices: MapChoices,
  { signal, stop, onMap }: Watching,
): Promise<{ projection: MapProjection; disparity: number }[]> {
  const laid: { projection: MapProjection; disparity: number }[] = [];
  for (const { rows } of compared) {
    const projection = await layOutMap(rows, choices, { signal, stop, onFrame: () => undefined });
    const first = laid[0]?.projection;
    if (first) {
      const { coordinates, disparity } = alignLayout(first.coordinates, projection.coordinates);
      laid.push({ projection: { ...projection, coordinates }, disparity });
    } else laid.push({ projection, disparity: 0 });
    onMap?.(laid.length);
  }
  return laid;
}

/** Neighbours and groups of each embedding in its own space. */
export async function neighborhoodsOf(
  compared: readonly ComparedRows[],
  { groupOf, groupNames }: Pick<MapPoints, 'groupOf' | 'groupNames'>,
  k: number,
): Promise<Pick<ComparedMap, 'neighbors' | 'purity'>[]> {
  const found: Pick<ComparedMap, 'neighbors' | 'purity'>[] = [];
  for (const { rows } of compared) {
    const neighbors = await cosineNeighbors(rows, k);
    found.push({ neighbors, purity: groupPurity(neighbors, groupOf, groupNames.length) });
  }
  return found;
}

/** Each two, in order: first and second, first and third, second and third, … @throws Failure `embedding-invalid`. */
export function agreementsOf(
  compared: readonly ComparedRows[],
  neighborhoods: readonly Pick<ComparedMap, 'neighbors'>[],
): MapAgreementResult[] {
  return compared.flatMap(({ name: right, rows }, at) =>
    compared.slice(0, at).map(({ name: left, rows: others }, earlier) => ({
      left,
      right,
      ...neighborAgreement(neighborhoods[earlier]!.neighbors, neighborhoods[at]!.neighbors),
      ...similarityCorrelation(others as Vectors, rows as Vectors),
    })),
  );
}
