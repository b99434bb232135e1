import { readFileSync } from 'node:fs';
import { bundleUrl } from '../../../bundle-url.ts';
import type { Affinities } from './affinities.ts';

/** Where each array of one run lies in the shared memory, in bytes. Plain data: it travels to the other threads. */
export interface Layout {
  readonly count: number;
  readonly points: number;
  readonly moves: number;
  readonly gains: number;
  readonly attraction: number;
  readonly repulsion: number;
  readonly order: number;
  readonly sorted: number;
  readonly norms: number;
  readonly strains: number;
  readonly nodes: number;
  readonly scratch: number;
  readonly starts: number;
  readonly neighbours: number;
  readonly affinities: number;
  readonly bytes: number;
}

/** What forces.assembly.ts exports. */
export interface Forces {
  plant(
    points: number,
    count: number,
    order: number,
    sorted: number,
    nodes: number,
    scratch: number,
    theta: number,
  ): number;
  repulse(
    nodes: number,
    end: number,
    order: number,
    sorted: number,
    count: number,
    from: number,
    to: number,
    forces: number,
    norms: number,
  ): void;
  attract(
    points: number,
    starts: number,
    neighbours: number,
    affinities: number,
    from: number,
    to: number,
    forces: number,
  ): void;
  strain(
    points: number,
    starts: number,
    neighbours: number,
    affinities: number,
    from: number,
    to: number,
  ): number;
  move(
    points: number,
    attraction: number,
    repulsion: number,
    moves: number,
    gains: number,
    from: number,
    to: number,
    pull: number,
    perNorm: number,
    momentum: number,
    rate: number,
  ): void;
}

/** Memory, program and places of one run: what every thread of it works on. */
export interface Field {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly layout: Layout;
}

/** Rows that one thread takes at a time; also the unit in which sums are kept, so that their order is fixed. */
export const chunkRows = 256;

/**
 * Lays out a run over `affinities` from the first positions `[count, 2]`; moves are 0, gains 1.
 * @throws RangeError if the memory cannot be had: about 1.2 KB a point at perplexity 30.
 */
export function createField(affinities: Affinities, first: Float32Array): Field {
  const layout = layoutOf(first.length / 2, affinities.neighbours.length);
  const pages = Math.ceil(layout.bytes / 65_536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65_536, shared: true });
  new Float32Array(memory.buffer, layout.points).set(first);
  new Float32Array(memory.buffer, layout.gains, first.length).fill(1);
  new Uint32Array(memory.buffer, layout.starts).set(affinities.starts);
  new Uint32Array(memory.buffer, layout.neighbours).set(affinities.neighbours);
  new Float32Array(memory.buffer, layout.affinities).set(affinities.values);
  return { memory, module: new WebAssembly.Module(readFileSync(bundleUrl('forces.wasm'))), layout };
}

/** The program over the field's memory, for the calling thread. */
export function openForces({ module, memory }: Field): Forces {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Forces;
}

function layoutOf(count: number, edges: number): Layout {
  // The first page holds the program's own tables.
  let bytes = 65_536;
  const take = (size: number): number => {
    const start = bytes;
    bytes += Math.ceil(size / 64) * 64;
    return start;
  };
  const groups = Math.ceil(count / 8);
  const places = {
    points: take(8 * count),
    moves: take(8 * count),
    gains: take(8 * count),
    attraction: take(8 * count),
    repulsion: take(8 * count),
    order: take(4 * count),
    sorted: take(64 * groups),
    norms: take(8 * groups),
    strains: take(8 * Math.ceil(count / chunkRows)),
    nodes: take(64 * count),
    scratch: take(16 * count + 1024),
    starts: take(4 * (count + 1)),
    neighbours: take(4 * edges),
    affinities: take(4 * edges),
  };
  return { count, ...places, bytes };
}
