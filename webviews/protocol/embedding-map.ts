import type { PackedArray } from './packed-array.ts';

/** Rows of embeddings as points of a plane: survey Fig. 13b. */
export interface EmbeddingMapData {
  /** What each point stands for: a prompt, a label or the name of an image. Every point that there is. */
  readonly names: readonly string[];
  /** What the reader chooses in the notebook with a point; absent where points are neither images nor prompts. */
  readonly items?: MapItems | undefined;
  readonly groups: MapGroups;
  /** Pictures of at most 64 pixels a side, of those points that have one; fewer than `pictures` if there were too many to keep. */
  readonly thumbnails: readonly { readonly point: number; readonly source: string }[];
  /** Points that stand for images. */
  readonly pictures: number;
  /** Absent where there are too many points to keep them all; the kernel then answers point by point. */
  readonly neighbors?: MapNeighbors | undefined;
  /** Absent before the first frame. */
  readonly layout?: MapLayout | undefined;
  /** The same names as one-hot vectors, each as far from every other. */
  readonly baseline?: MapLayout | undefined;
  /** What the map is of, such as a model; there where `others` is. */
  readonly name?: string | undefined;
  /** The same points in other embeddings, a pane each; their layouts are laid upon `layout`. */
  readonly others?: readonly MapOther[] | undefined;
  /** What was asked for: the choices that a new layout starts with. */
  readonly asked: MapChoices;
  /** About the points, in sentences. */
  readonly notes: readonly string[];
}

export interface MapItems {
  /** uint8 `[count]`: 1 for an image, 2 for a prompt, 0 for neither. */
  readonly kinds: PackedArray;
  /** Names of images and texts of prompts, where `names` has other words. */
  readonly texts?: readonly string[] | undefined;
}

export interface MapGroups {
  /** No groups: one of no name. */
  readonly names: readonly string[];
  /** uint32 `[count]`: the group of each point. */
  readonly of: PackedArray;
  /** Mean share of a point's nearest neighbours, in the space of the embeddings, that are of its group; and what chance gives. */
  readonly purity: readonly { readonly share: number; readonly chance: number }[];
}

/** Nearest other points in the space of the embeddings, nearest first. */
export interface MapNeighbors {
  readonly k: number;
  /** uint32 `[count, k]`. */
  readonly indices: PackedArray;
  /** float32 `[count, k]`. */
  readonly cosines: PackedArray;
}

/** The points of a map in another embedding. */
export interface MapOther {
  readonly name: string;
  readonly layout: MapLayout;
  readonly neighbors: MapNeighbors;
  readonly purity: MapGroups['purity'];
  /** With each embedding before it: the map's own, then the others in order. */
  readonly agreements: readonly MapAgreement[];
}

/** How far two embeddings agree on the same points, before any layout. */
export interface MapAgreement {
  /** Mean share of a point's nearest neighbours that are the same in both, in [0, 1], and what chance gives. */
  readonly shared: number;
  readonly chance: number;
  /** Spearman's correlation of the cosines of all pairs, in [-1, 1]. */
  readonly spearman: number;
}

export type MapMethod = 'tsne' | 'umap' | 'pca';

export interface MapChoices {
  readonly method: MapMethod;
  readonly perplexity: number;
  readonly seed: number;
}

/** Where points lie, and how that came about. */
export interface MapLayout {
  /** `running`: more frames come. `stopped`: the reader ended it before it had settled. */
  readonly state: 'running' | 'done' | 'stopped';
  readonly step: number;
  readonly steps: number;
  /** float32 `[count, 2]`. */
  readonly coordinates: PackedArray;
  readonly method: MapMethod;
  /** What was done, by name. */
  readonly algorithm: string;
  readonly seed: number;
  readonly perplexity?: { readonly asked: number; readonly used: number } | undefined;
  readonly neighbors?: { readonly asked: number; readonly used: number } | undefined;
  /** In nats. */
  readonly klDivergence?: number | undefined;
  readonly explainedVariance?: readonly [number, number] | undefined;
  readonly quality?: MapQuality | undefined;
  readonly notes: readonly string[];
}

/** How far a layout can be believed; shares in [0, 1], 1 the best. */
export interface MapQuality {
  readonly neighbors: number;
  readonly trustworthiness: number;
  readonly continuity: number;
  readonly recall: number;
  readonly spearman: number;
  /** uint8 `[count]`: each point's own trustworthiness, 255 for 1. */
  readonly points: PackedArray;
}

export type EmbeddingMapAsk =
  /** uint32: the points that the reader chose; none empties the selection. */
  | { readonly kind: 'select'; readonly points: PackedArray }
  /** Ends the layout that is running. */
  | { readonly kind: 'stop' }
  /** Answered at once; frames are told, and at the end `laid-out` or `failed`. */
  | ({ readonly kind: 'lay-out' } & MapChoices)
  /** Answered with `MapPointDetails`. */
  | { readonly kind: 'details'; readonly point: number };

/** What is not kept in the picture. */
export interface MapPointDetails {
  readonly neighbors: readonly { readonly point: number; readonly cosine: number }[];
  readonly thumbnail?: string | undefined;
}

/** A layout on its way, told to all pictures of a map. */
export interface EmbeddingMapFrame {
  readonly kind: 'frame';
  readonly step: number;
  readonly steps: number;
  readonly klDivergence?: number | undefined;
  /** float32 `[count, 2]`. */
  readonly coordinates: PackedArray;
}

/** A layout that is finished, told to all pictures of a map. */
export interface EmbeddingMapLaidOut {
  readonly kind: 'laid-out';
  readonly layout: MapLayout;
  /** Of the other embeddings, in their order. */
  readonly others?: readonly MapLayout[] | undefined;
}

/** A layout that came to nothing. */
export interface EmbeddingMapFailed {
  readonly kind: 'failed';
  /** For the reader. */
  readonly sentence: string;
}

export type EmbeddingMapTold = EmbeddingMapFrame | EmbeddingMapLaidOut | EmbeddingMapFailed;
