import { existsSync } from 'node:fs';
import { project as layOut, type Projection } from '../analysis/projections/project.ts';
import { projectionQuality } from '../analysis/projections/quality.ts';
import { loadArray, loadEmbeddings, saveArray } from '../clip/embeddings/files.ts';
import { failure } from '../protocol/failures/index.ts';
import { checkWritable } from './output.ts';
import { layoutReporter, writeMessage } from './report.ts';

/** Options of `project`. */
export interface ProjectCommand {
  readonly method: Projection['method'];
  readonly metric: Projection['metric'];
  readonly perplexity: number;
  readonly neighbors: number;
  readonly seed: number;
  readonly threads?: number;
  readonly output: string;
}

/** Lays embeddings out on a plane: `[n, 2]` as `.npy`, and on stdout what was done and how far it can be believed. */
export async function project(file: string, options: ProjectCommand, signal: AbortSignal): Promise<unknown> {
  await checkWritable(options.output);
  const rows = await rowsOf(file);
  const started = performance.now();
  const { coordinates, ...projection } = await layOut(rows, {
    method: options.method,
    metric: options.metric,
    perplexity: options.perplexity,
    neighbors: options.neighbors,
    seed: options.seed,
    threads: options.threads,
    signal,
    onFrame: layoutReporter(`Laying out ${rows.count} points`),
  });
  const seconds = (performance.now() - started) / 1000;
  for (const note of projection.notes) writeMessage(`Note: ${note}`);
  const { points: _, ...quality } = await projectionQuality(rows, coordinates, {
    metric: options.metric,
    signal,
  });
  await saveArray({ shape: [rows.count, 2], data: coordinates }, options.output);
  return {
    output: options.output,
    shape: [rows.count, 2],
    ...projection,
    quality,
    seconds: Number(seconds.toFixed(3)),
  };
}

/** Ids, if a sidecar has them, name a row that cannot be used. */
async function rowsOf(
  file: string,
): Promise<{ data: Float32Array; count: number; dim: number; ids?: readonly string[] }> {
  if (existsSync(`${file}.json`)) return loadEmbeddings(file);
  const { shape, data } = await loadArray(file);
  const [count, dim] = shape;
  if (count === undefined || dim === undefined || shape.length !== 2)
    throw failure('array-unreadable', {
      name: file,
      problem: `its shape is [${shape.join(', ')}] where [count, dim] is needed`,
    });
  return { data, count, dim };
}
