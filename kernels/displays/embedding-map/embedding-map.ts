import { cosineNeighbors, type CosineNeighbors } from '../../analysis/neighborhoods/cosine-neighbors.ts';
import { groupPurity, type GroupPurity } from '../../analysis/neighborhoods/group-purity.ts';
import { checkRows } from '../../analysis/projections/check-rows.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  EmbeddingMapTold,
  MapChoices,
  MapPointDetails,
} from '../../../webviews/protocol/embedding-map.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { answerEmbeddingMap } from './answer.ts';
import { oneHotBaseline, type Baseline } from './baseline.ts';
import { embeddingMapBundle, runningBundle } from './bundle.ts';
import { checkChoices, layOutMap, mapLayout, type MapProjection } from './lay-out.ts';
import { mapPoints, type MapInput, type MapPointOptions } from './map-points.ts';
import { selectionOf, type MapSelection } from './selection.ts';
import { drawThumbnails, thumbnailSide } from './thumbnails.ts';

export type { MapInput, MapRows } from './map-points.ts';
export type { MapProjection } from './lay-out.ts';
export type { MapSelection } from './selection.ts';

export interface EmbeddingMapOptions extends MapPointOptions {
  /** `tsne` unless given. */
  readonly method?: 'tsne' | 'umap' | 'pca' | undefined;
  /** t-SNE: about how many neighbours count, 30 unless given; (n − 1) / 3 at most, and the picture says so. */
  readonly perplexity?: number | undefined;
  /** 0 unless given. */
  readonly seed?: number | undefined;
  /** `one-hot`: beside the map the same labels as one-hot vectors; unless given, for up to 500 texts. */
  readonly baseline?: 'one-hot' | false | undefined;
  /** Nearest neighbours that are shown of a point, 10 unless given. */
  readonly neighbors?: number | undefined;
  /** Stops at once; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A map of embeddings, as data and as a picture. */
export interface EmbeddingMap extends Displayed {
  /** Of each point, in the order of the rows; texts come before images. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly groups: readonly string[];
  /** `[count, 2]`, as last laid out: the picture can lay out anew. */
  readonly coordinates: Float32Array;
  /** How `coordinates` came about, and how far they can be believed. */
  readonly projection: MapProjection;
  /** The same labels as one-hot vectors, laid out. */
  readonly baseline: MapProjection | undefined;
  /** What was last chosen in the picture by lasso, rectangle or key; empty before. */
  readonly selection: MapSelection;
  /** Nearest other points in the space of the embeddings, nearest first. */
  neighborsOf(point: number): { index: number; name: string; group: string; cosine: number }[];
  /** One row a group: its size, and how many of its members' neighbours are members, beside chance. */
  purity(): { group: string; size: number; 'own neighbours': number; 'by chance': number }[];
  /** One row a point: id, group, place, trustworthiness. */
  toTable(): Record<string, string | number>[];
}

/**
 * Lays embeddings out on a plane and shows them as points (survey Fig. 13b). In a notebook the map is shown while it is laid out; what is
 * chosen in it arrives in `selection`.
 * @throws Failure as `project` for rows that cannot be laid out, `map-rows`, `map-list-length`, `map-option`, `embeddings-differ`,
 * `cancelled`.
 */
export async function embeddingMap(
  embeddings: MapInput,
  options: EmbeddingMapOptions = {},
): Promise<EmbeddingMap> {
  const points = mapPoints(embeddings, options);
  const { method = 'tsne', perplexity = 30, seed = 0, neighbors: wanted = 10, baseline } = options;
  const choices = checkChoices({ method, perplexity, seed });
  if (!Number.isSafeInteger(wanted) || wanted < 1)
    throw failure('map-option', {
      option: 'neighbors',
      problem: `${wanted} is not a whole number of at least 1`,
    });
  checkRows(points);
  const cell = currentCell();
  const signal = cellSignal(options.signal);
  const made = new Date().toISOString();
  let stopper = new AbortController();
  let selection = selectionOf(points, []);
  let shown: string | undefined;

  const layOut = async (asked: MapChoices, ending: AbortSignal | undefined): Promise<MapProjection> => {
    const current = (stopper = new AbortController());
    return layOutMap(points, asked, {
      signal: ending,
      stop: current.signal,
      onFrame: ({ step, steps, coordinates, klDivergence }) => {
        // A frame on its way when the reader asked for another layout is of no use.
        if (current !== stopper) return;
        const frame: EmbeddingMapTold = {
          kind: 'frame',
          step,
          steps,
          coordinates: packArray(coordinates, [points.count, 2]),
          klDivergence,
        };
        view?.tell(frame);
      },
    });
  };
  const view = cell?.openView(message =>
    answerEmbeddingMap(message, {
      select: chosen => {
        selection = selectionOf(points, Array.from(chosen));
        return { count: selection.indices.length };
      },
      stop: () => {
        stopper.abort();
        return { stopped: true };
      },
      layOut: asked => {
        const checked = checkChoices(asked);
        stopper.abort();
        void layOutAgain(checked);
        return { started: true };
      },
      details: async (point): Promise<MapPointDetails> => ({
        neighbors: neighborsOf(point).map(({ index, cosine }) => ({ point: index, cosine })),
        thumbnail: await thumbnailOf(point),
      }),
    }),
  );
  // A page waits for an answer for a minute; a layout may take longer.
  const layOutAgain = async (asked: MapChoices): Promise<void> => {
    const making = layOut(asked, options.signal);
    const own = stopper;
    const tell = (told: EmbeddingMapTold): void => {
      if (own === stopper) view?.tell(told);
    };
    try {
      const next = await making;
      if (own === stopper) projection = next;
      tell({ kind: 'laid-out', layout: mapLayout(next) });
    } catch (error) {
      tell({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) });
    }
  };
  const thumbnailOf = async (point: number): Promise<string | undefined> => {
    const source = points.pictures.get(point);
    return source === undefined ? undefined : thumbnail(source, thumbnailSide);
  };
  const neighborsOf: EmbeddingMap['neighborsOf'] = point =>
    Array.from({ length: point < points.count ? near.k : 0 }, (_, at) => {
      const index = near.indices[point * near.k + at]!;
      const cosine = near.cosines[point * near.k + at]!;
      return { index, name: points.names[index]!, group: points.groupNames[points.groupOf[index]!]!, cosine };
    });

  if (cell) shown = cell.display(runningBundle(points, choices, { live: view?.live, made }));
  let near: CosineNeighbors = {
    count: points.count,
    k: 0,
    indices: new Uint32Array(),
    cosines: new Float32Array(),
  };
  let purity: readonly GroupPurity[] = [];
  let thumbnails: ReadonlyMap<number, string> = new Map();
  let beside: Baseline = { notes: [] };
  let projection: MapProjection;
  const bundle = (): ReturnType<typeof embeddingMapBundle> =>
    embeddingMapBundle(
      { points, near, purity, thumbnails, beside, projection },
      { choices, live: view?.live, made },
    );
  try {
    projection = await layOut(choices, signal);
    near = await cosineNeighbors(points, wanted);
    purity = groupPurity(near, points.groupOf, points.groupNames.length);
    thumbnails = await drawThumbnails(points, signal);
    beside = await oneHotBaseline(points, choices, { baseline, signal });
  } catch (error) {
    showEnd(error);
    throw error;
  }
  if (cell) cell.display(await bundle(), shown);
  let again = false;
  return {
    ids: points.ids,
    names: points.names,
    groups: Array.from(points.groupOf, group => points.groupNames[group]!),
    get coordinates() {
      return projection.coordinates;
    },
    get projection() {
      return projection;
    },
    baseline: beside.projection,
    get selection() {
      return selection;
    },
    neighborsOf,
    purity: () =>
      purity.map(({ size, share, chance }, at) => ({
        group: points.groupNames[at]!,
        size,
        'own neighbours': share,
        'by chance': chance,
      })),
    toTable: () =>
      points.ids.map((id, at) => ({
        id,
        name: points.names[at]!,
        group: points.groupNames[points.groupOf[at]!]!,
        x: projection.coordinates[2 * at]!,
        y: projection.coordinates[2 * at + 1]!,
        ...(projection.quality && { trustworthiness: projection.quality.points.trustworthiness[at]! }),
      })),
    [displaySymbol]: () => {
      // It stands above already when it is the cell's own last word.
      const first = !again && cell !== undefined && currentCell() === cell;
      again = true;
      return first ? {} : bundle();
    },
  };

  /** The cell itself tells why it ended; the picture tells that it will not come. */
  function showEnd(error: unknown): void {
    try {
      const problem = error instanceof Error ? error.message : String(error);
      cell?.display({ 'text/plain': `No map: ${problem}` }, shown);
    } catch {
      // An interrupted cell shows nothing more.
    }
  }
}
