import type {
  EmbeddingMapTold,
  MapChoices,
  MapPointDetails,
} from '../../../webviews/protocol/embedding-map.ts';
import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { answerEmbeddingMap } from '../embedding-map/answer.ts';
import { checkChoices, mapLayout, type MapProjection } from '../embedding-map/lay-out.ts';
import { mapPoints } from '../embedding-map/map-points.ts';
import { selectionOf, type MapSelection } from '../embedding-map/selection.ts';
import { drawThumbnails } from '../embedding-map/thumbnails.ts';
import { cellSignal, withBar } from '../in-cell/with-bar.ts';
import { agreementRows, comparedBundle } from './bundle.ts';
import {
  agreementsOf,
  laidOut,
  neighborhoodsOf,
  type ComparedMap,
  type MapAgreementResult,
} from './compared-maps.ts';
import { comparedRows, type ComparedEmbeddings } from './compared-rows.ts';

export interface MapComparisonOptions {
  /** The group of each label; labels of undefined stand apart. */
  readonly groups?: readonly (string | undefined)[] | undefined;
  /** A sentence with `{}` that encoders get each label in; `'{}'` unless given. */
  readonly template?: string | undefined;
  /** The pictures, if rows of images are compared, found by the labels. */
  readonly images?: readonly ImageSource[] | undefined;
  /** `tsne` unless given. */
  readonly method?: 'tsne' | 'umap' | 'pca' | undefined;
  /** t-SNE: about how many neighbours count, 30 unless given; (n − 1) / 3 at most, and the picture says so. */
  readonly perplexity?: number | undefined;
  /** 0 unless given. */
  readonly seed?: number | undefined;
  /** Nearest neighbours that are compared and shown, 10 unless given. */
  readonly neighbors?: number | undefined;
  /** Stops at once; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** The same labels in several embeddings, as data and as maps side by side. */
export interface EmbeddingMapComparison extends Displayed {
  readonly labels: readonly string[];
  readonly groups: readonly string[];
  /** In the order given; the layouts of all but the first are laid upon the first. */
  readonly maps: readonly ComparedMap[];
  /** Each two embeddings, compared before any layout. */
  readonly agreements: readonly MapAgreementResult[];
  /** What was last chosen in the picture by lasso, rectangle or key; empty before. */
  readonly selection: MapSelection;
  /** Nearest other labels in one embedding, nearest first; none for a label or an embedding that is not there. */
  neighborsOf(label: string, embedding: string): { label: string; cosine: number }[];
  /** One row each two embeddings: neighbours in common, correlation of all cosines. */
  toTable(): Record<string, string | number>[];
  /** One row a label: the share of its nearest neighbours that each embedding has in common with the first, least first. */
  labelTable(): Record<string, string | number>[];
}

/**
 * Maps of the same labels in several embeddings (survey Fig. 13b), side by side: a point is the same label in all, each map laid upon
 * the first by Procrustes analysis, with the share of common neighbours and the correlation of all cosines, which need no map.
 * @param embeddings by name: rows as `encodeText` or `encodeImage` gives them, models, or functions from texts to rows.
 * @param labels what row i of each stands for, and what models encode.
 * @throws Failure `map-comparison`, `encoder-missing`, `encoder-rows`, `encoder-texts`, `map-list-length`, `map-option`,
 * `option-invalid`, `embedding-invalid`, `cancelled`, and as `project` for rows that cannot be laid out.
 */
export async function compareEmbeddingMaps(
  embeddings: ComparedEmbeddings,
  labels?: readonly string[],
  options: MapComparisonOptions = {},
): Promise<EmbeddingMapComparison> {
  const { method = 'tsne', perplexity = 30, seed = 0, neighbors: wanted = 10, template = '{}' } = options;
  const choices = checkChoices({ method, perplexity, seed });
  wholeOption('neighbors', wanted, 1);
  const cell = currentCell();
  const signal = cellSignal(options.signal);
  const made = new Date().toISOString();
  const { labels: names, compared } = await comparedRows(embeddings, labels, { template, signal });
  const points = mapPoints(compared[0]!.rows, {
    groups: options.groups,
    labels: names,
    images: options.images,
  });
  const neighborhoods = await neighborhoodsOf(compared, points, wanted);
  const agreements = agreementsOf(compared, neighborhoods);
  const thumbnails = await drawThumbnails(points, signal);
  let selection = selectionOf(points, []);
  let stopper = new AbortController();
  let maps = withNeighborhoods(
    await withBar({ label: 'Laying out', unit: 'maps', total: compared.length }, bar =>
      laidOut(compared, choices, { signal, stop: stopper.signal, onMap: done => bar?.update(done) }),
    ),
  );

  const layOutAgain = async (asked: MapChoices): Promise<void> => {
    stopper.abort();
    const own = (stopper = new AbortController());
    const tell = (told: EmbeddingMapTold): void => {
      if (own === stopper) view?.tell(told);
    };
    try {
      const laid = await laidOut(compared, asked, { signal: options.signal, stop: own.signal });
      if (own === stopper) maps = withNeighborhoods(laid);
      const [layout, ...others] = laid.map(({ projection }) => mapLayout(projection));
      tell({ kind: 'laid-out', layout: layout!, others });
    } catch (error) {
      tell({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) });
    }
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
        // A page waits for an answer for a minute; layouts may take longer.
        void layOutAgain(checkChoices(asked));
        return { started: true };
      },
      details: (point): MapPointDetails => ({
        neighbors: nearestOf(maps[0]!, point).map(({ index, cosine }) => ({ point: index, cosine })),
        thumbnail: thumbnails.get(point),
      }),
    }),
  );

  return {
    labels: names,
    groups: Array.from(points.groupOf, group => points.groupNames[group]!),
    get maps() {
      return maps;
    },
    agreements,
    get selection() {
      return selection;
    },
    neighborsOf: (label, embedding) => {
      const map = maps.find(({ name }) => name === embedding);
      const near = map ? nearestOf(map, names.indexOf(label)) : [];
      return near.map(({ index, cosine }) => ({ label: names[index]!, cosine }));
    },
    toTable: () => agreementRows({ agreements, maps }),
    labelTable: () => labelRows(names, compared[0]!.name, agreements),
    [displaySymbol]: () =>
      comparedBundle(
        { points, maps, agreements, thumbnails },
        { choices, template: options.template, models: modelsOf(compared), live: view?.live, made },
      ),
  };

  function withNeighborhoods(
    laid: readonly { readonly projection: MapProjection; readonly disparity: number }[],
  ): ComparedMap[] {
    return laid.map((each, at) => ({ name: compared[at]!.name, ...each, ...neighborhoods[at]! }));
  }
}

function nearestOf({ neighbors }: ComparedMap, point: number): { index: number; cosine: number }[] {
  const { count, k, indices, cosines } = neighbors;
  const there = point >= 0 && point < count;
  return Array.from({ length: there ? k : 0 }, (_, at) => ({
    index: indices[point * k + at]!,
    cosine: cosines[point * k + at]!,
  }));
}

function labelRows(
  names: readonly string[],
  first: string,
  agreements: readonly MapAgreementResult[],
): Record<string, string | number>[] {
  const withFirst = agreements.filter(({ left }) => left === first);
  const mean = (row: number): number =>
    withFirst.reduce((sum, { shared }) => sum + shared[row]!, 0) / withFirst.length;
  return [...names.keys()]
    .sort((one, other) => mean(one) - mean(other) || one - other)
    .map(row => ({
      label: names[row]!,
      ...Object.fromEntries(withFirst.map(({ right, shared }) => [`in common with ${right}`, shared[row]!])),
    }));
}

function modelsOf(
  compared: readonly { readonly rows: { readonly model?: EmbeddingModel } }[],
): Provenance['models'] {
  const models = compared.flatMap(({ rows }) => (rows.model ? [rows.model] : []));
  return models
    .filter((model, at) => models.findIndex(({ digest }) => digest === model.digest) === at)
    .map(({ name, digest, preset, precision }) => ({ name, digest, preset, precision }));
}
