import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { MapLayout } from '../../../webviews/protocol/embedding-map.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { provenance, square } from './payloads.ts';

interface Kind {
  readonly count?: number;
  readonly groups?: number;
  readonly live?: string;
  readonly thumbnails?: boolean;
  readonly baseline?: boolean;
  readonly neighbors?: boolean;
  readonly running?: boolean;
  /** Names of further embeddings: the same places mirrored, and each point's neighbours taken in steps of two groups. */
  readonly others?: readonly string[];
}

/** Groups around a circle, their points in small spirals; names with what markup would break. */
export function mapPayload({
  count = 30,
  groups = 3,
  live,
  thumbnails = false,
  baseline = false,
  neighbors = true,
  running = false,
  others,
}: Kind = {}): ViewPayload<'embedding-map'> {
  const coordinates = Float32Array.from({ length: 2 * count }, (_, at) => {
    const point = Math.floor(at / 2);
    const wave = at % 2 === 0 ? Math.cos : Math.sin;
    const turn = 0.3 * Math.sqrt(Math.floor(point / groups));
    return (
      10 * wave((2 * Math.PI * (point % groups)) / groups) + turn * wave(2.4 * Math.floor(point / groups))
    );
  });
  const k = Math.min(4, count - 1);
  // The next points of the same group, around.
  const indices = Uint32Array.from({ length: count * k }, (_, at) => {
    const point = Math.floor(at / k);
    return (point + groups * ((at % k) + 1)) % count;
  });
  const layout: MapLayout = {
    state: 'done',
    step: 1000,
    steps: 1000,
    coordinates: packArray(coordinates, [count, 2]),
    method: 'tsne',
    algorithm: 'exact t-SNE',
    seed: 7,
    perplexity: { asked: 30, used: (count - 1) / 3 },
    klDivergence: 0.4321,
    quality: {
      neighbors: 5,
      trustworthiness: 0.951,
      continuity: 0.9,
      recall: 0.71,
      spearman: 0.6,
      points: packArray(
        Uint8Array.from({ length: count }, (_, point) => [255, 230, 200][point % 3]!),
        [count],
      ),
    },
    notes: ['Perplexity 30 needs more points.'],
  };
  const { quality: _, ...unmeasured } = layout;
  return {
    view: 'embedding-map',
    version: 1,
    ...(live !== undefined && { live }),
    provenance,
    data: {
      names: Array.from({ length: count }, (_each, point) => `label ${point} <i>`),
      groups: {
        names: groups === 1 ? [''] : Array.from({ length: groups }, (_each, group) => `organ ${group}`),
        of: packArray(
          Uint32Array.from({ length: count }, (_each, point) => point % groups),
          [count],
        ),
        purity: Array.from({ length: groups }, () => ({ share: 0.8, chance: 0.3 })),
      },
      thumbnails: thumbnails
        ? Array.from({ length: Math.min(count, 300) }, (_each, point) => ({
            point,
            source: square((point * 37) % 100),
          }))
        : [],
      pictures: thumbnails ? count : 0,
      ...(neighbors && {
        neighbors: {
          k,
          indices: packArray(indices, [count, k]),
          cosines: packArray(
            Float32Array.from(indices, (_each, at) => 0.95 - 0.1 * (at % k)),
            [count, k],
          ),
        },
      }),
      ...(!running && { layout }),
      ...(baseline && { baseline: { ...unmeasured, notes: [] } }),
      ...(others && {
        name: 'first model',
        others: others.map((name, at) => ({
          name,
          layout: {
            ...layout,
            coordinates: packArray(
              coordinates.map((value, place) => (place % 2 === 0 ? -value : value)),
              [count, 2],
            ),
          },
          neighbors: {
            k,
            indices: packArray(
              indices.map((_each, place) => (Math.floor(place / k) + 2 * groups * ((place % k) + 1)) % count),
              [count, k],
            ),
            cosines: packArray(
              Float32Array.from(indices, (_each, place) => 0.8 - 0.1 * (place % k)),
              [count, k],
            ),
          },
          purity: Array.from({ length: groups }, () => ({ share: 0.5, chance: 0.3 })),
          agreements: Array.from({ length: at + 1 }, () => ({ shared: 0.5, chance: 0.14, spearman: -0.25 })),
        })),
      }),
      asked: { method: 'tsne', perplexity: 30, seed: 7 },
      notes: ['A note about the points.'],
    },
  };
}
