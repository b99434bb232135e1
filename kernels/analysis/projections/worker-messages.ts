import type { Metric, Rows } from './points.ts';
import type { Schedule } from './tsne/descend.ts';
import type { Field } from './tsne/field.ts';

export type ProjectionMethod = 'tsne' | 'umap' | 'pca';

/** What one projection is to be. */
export interface ProjectionRequest {
  readonly rows: Rows;
  readonly method: ProjectionMethod;
  readonly metric: Metric;
  readonly perplexity: number;
  readonly neighbors: number;
  readonly seed: number;
  readonly iterations: number;
  readonly frames: boolean;
  readonly threads: number;
  /** One integer; not 0 once the work is no longer wanted. */
  readonly stop: SharedArrayBuffer;
}

/** A layout on its way. */
export interface ProjectionFrame {
  /** Steps done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** `[count, 2]`, the receiver's own copy. */
  readonly coordinates: Float32Array;
  /** Kullback–Leibler divergence so far, in nats (t-SNE only), with the approximate normaliser of the step. */
  readonly klDivergence: number | undefined;
}

/** A finished projection. */
export interface Projection {
  /** `[count, 2]`, in the order of the rows given. */
  readonly coordinates: Float32Array;
  readonly count: number;
  readonly method: ProjectionMethod;
  /** What was really done: few points are laid out by classical scaling. */
  readonly algorithm: 'Barnes-Hut t-SNE' | 'exact t-SNE' | 'UMAP' | 'PCA' | 'classical scaling';
  readonly metric: Metric;
  readonly seed: number;
  readonly iterations: number;
  /** t-SNE: Kullback–Leibler divergence in nats; over all pairs up to 20,000 points, above that with the tree's normaliser. */
  readonly klDivergence?: number;
  readonly perplexity?: { readonly asked: number; readonly used: number };
  readonly neighbors?: { readonly asked: number; readonly used: number };
  /** PCA: share of the variance that each axis explains. */
  readonly explainedVariance?: readonly [number, number];
  /** What the reader of the picture should know, in sentences: what was clamped, repeated or replaced. */
  readonly notes: readonly string[];
}

/** A thread's share of one descent: what it is started with. */
export interface DescentShare {
  readonly thread: number;
  readonly threads: number;
  readonly control: SharedArrayBuffer;
}

/** What a thread with a share waits for. */
export interface Descent {
  readonly field: Field;
  readonly schedule: Schedule;
}

/** What a projection's thread says. */
export type ProjectionReply =
  | { readonly frame: ProjectionFrame }
  | { readonly projection: Projection }
  | { readonly fault: string; readonly stack: string | undefined };
