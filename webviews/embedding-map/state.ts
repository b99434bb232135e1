import { unpackArray } from '../protocol/packed-array.ts';
import type { EmbeddingMapData, MapNeighbors } from '../protocol/embedding-map.ts';

/** What does not change while a picture stands. */
export interface Points {
  readonly count: number;
  readonly names: readonly string[];
  readonly groupNames: readonly string[];
  readonly groupOf: Uint32Array;
  readonly purity: EmbeddingMapData['groups']['purity'];
  readonly pictures: number;
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly near: Near | undefined;
}

export type Tool = 'move' | 'lasso' | 'rectangle';

/** What the reader did. */
export interface MapState {
  /** Under the pointer or reached by key. */
  readonly focus: number | undefined;
  readonly pinned: number | undefined;
  readonly hidden: ReadonlySet<number>;
  readonly selected: ReadonlySet<number>;
  /** What the search found; undefined while nothing is searched. */
  readonly matches: ReadonlySet<number> | undefined;
  readonly tool: Tool;
  readonly names: boolean;
  readonly halos: boolean;
  readonly marksAsPictures: boolean;
}

/** A point's nearest others in the full space, nearest first. */
export type NeighborsOf = (point: number) => readonly { readonly point: number; readonly cosine: number }[];

export interface Store {
  readonly points: Points;
  get(): MapState;
  set(change: Partial<MapState>): void;
  onChange(listener: (changed: ReadonlySet<keyof MapState>) => void): void;
  readonly visible: (point: number) => boolean;
  readonly neighborsOf: NeighborsOf;
  /** What the kernel said of a point that the picture does not hold. */
  learn(
    point: number,
    neighbors: readonly { readonly point: number; readonly cosine: number }[],
    thumbnail: string | undefined,
  ): void;
  thumbnailOf(point: number): string | undefined;
}

export function storeOf(data: EmbeddingMapData): Store {
  const points = pointsOf(data);
  let state: MapState = {
    focus: undefined,
    pinned: undefined,
    hidden: new Set(),
    selected: new Set(),
    matches: undefined,
    tool: 'move',
    names: points.count <= 400 && points.thumbnails.size === 0,
    halos: true,
    marksAsPictures: points.thumbnails.size > 0 && points.count <= 300,
  };
  const listeners: ((changed: ReadonlySet<keyof MapState>) => void)[] = [];
  const learnt = new Map<
    number,
    { neighbors: readonly { point: number; cosine: number }[]; thumbnail: string | undefined }
  >();
  return {
    points,
    get: () => state,
    set: change => {
      const changed = new Set(
        (Object.keys(change) as (keyof MapState)[]).filter(key => state[key] !== change[key]),
      );
      if (changed.size === 0) return;
      state = { ...state, ...change };
      for (const listener of listeners) listener(changed);
    },
    onChange: listener => listeners.push(listener),
    visible: point => !state.hidden.has(points.groupOf[point]!),
    neighborsOf: point => {
      const { near } = points;
      return near ? neighborsIn(near, point) : (learnt.get(point)?.neighbors ?? []);
    },
    learn: (point, neighbors, thumbnail) => learnt.set(point, { neighbors, thumbnail }),
    thumbnailOf: point => points.thumbnails.get(point) ?? learnt.get(point)?.thumbnail,
  };
}

function pointsOf(data: EmbeddingMapData): Points {
  const { neighbors } = data;
  return {
    count: data.names.length,
    names: data.names,
    groupNames: data.groups.names,
    groupOf: unpackArray(data.groups.of) as Uint32Array,
    // Those of several embeddings stand below each.
    purity: data.others ? [] : data.groups.purity,
    pictures: data.pictures,
    thumbnails: new Map(data.thumbnails.map(({ point, source }) => [point, source])),
    near: neighbors && nearFrom(neighbors),
  };
}

/** Neighbours of all points, unpacked. */
export interface Near {
  readonly k: number;
  readonly indices: Uint32Array;
  readonly cosines: Float32Array;
}

export function nearFrom({ k, indices, cosines }: MapNeighbors): Near {
  return { k, indices: unpackArray(indices) as Uint32Array, cosines: unpackArray(cosines) as Float32Array };
}

export function neighborsIn(near: Near, point: number): { point: number; cosine: number }[] {
  return Array.from({ length: near.k }, (_, at) => ({
    point: near.indices[point * near.k + at]!,
    cosine: near.cosines[point * near.k + at]!,
  }));
}

/** The last part of a path, at most `most` letters. */
export function briefName(name: string, most = 60): string {
  const last = name.replace(/^.*[/\\](?=.)/, '');
  return last.length > most ? `${last.slice(0, most - 1)}…` : last;
}
