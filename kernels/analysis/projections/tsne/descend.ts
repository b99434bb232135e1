import type { Barrier } from './barrier.ts';
import { chunkRows, openForces, type Field } from './field.ts';

/** How one run descends. */
export interface Schedule {
  readonly iterations: number;
  /** Steps with affinities times `exaggeration` and momentum 0.5; after them 1 and 0.8. */
  readonly exaggerated: number;
  readonly exaggeration: number;
  readonly learningRate: number;
  /** Width of a cell over its distance below which it counts as one point; 0 makes the gradient exact. */
  readonly theta: number;
  /** Up to so many points the last divergence is taken over all pairs. */
  readonly exactUpTo: number;
  /** Steps between two frames. */
  readonly frameEvery: number;
  /** Σ pᵢⱼ ln pᵢⱼ. */
  readonly negativeEntropy: number;
}

/**
 * Runs one thread's share of the descent; every thread of a run calls it with the same arguments. Thread 0 builds the trees and
 * calls `onFrame` with the divergence of the positions that the field then holds, and `between` before each step; what that throws
 * ends the descent there, and the caller breaks the barrier for the others. Chunks go to whichever thread is free: each
 * number is computed in the same way by any of them. Gradient and schedule: van der Maaten, JMLR 15 (2014); scikit-learn's `TSNE`.
 */
export function descend(
  field: Field,
  schedule: Schedule,
  barrier: Barrier,
  thread: number,
  onFrame: (step: number, divergence: number) => void,
  between: () => void,
): void {
  const { layout, memory } = field;
  const { count } = layout;
  const forces = openForces(field);
  const norms = new Float64Array(memory.buffer, layout.norms, Math.ceil(count / 8));
  const strains = new Float64Array(memory.buffer, layout.strains, Math.ceil(count / chunkRows));
  const end = new Int32Array(memory.buffer, layout.scratch, 1);
  const moves = new Float32Array(memory.buffer, layout.moves, 2 * count);
  const gains = new Float32Array(memory.buffer, layout.gains, 2 * count);
  const chunks = strains.length;
  const share = (counter: number, work: (from: number, to: number, chunk: number) => void): void => {
    for (let chunk = barrier.next(counter); chunk < chunks; chunk = barrier.next(counter))
      work(chunk * chunkRows, Math.min(count, (chunk + 1) * chunkRows), chunk);
  };
  for (let step = 0; step <= schedule.iterations; step++) {
    if (thread === 0) between();
    const last = step === schedule.iterations;
    const early = step < schedule.exaggerated;
    const frame = last || step % schedule.frameEvery === 0;
    if (thread === 0 && step === schedule.exaggerated) {
      // What was learned of the exaggerated affinities misleads: scikit-learn descends anew from here.
      moves.fill(0);
      gains.fill(1);
    }
    if (thread === 0)
      end[0] = forces.plant(
        layout.points,
        count,
        layout.order,
        layout.sorted,
        layout.nodes,
        layout.scratch,
        last && count <= schedule.exactUpTo ? 0 : schedule.theta,
      );
    const { points, starts, neighbours, affinities } = layout;
    share(0, (from, to, chunk) => {
      if (!last) forces.attract(points, starts, neighbours, affinities, from, to, layout.attraction);
      if (frame) strains[chunk] = forces.strain(points, starts, neighbours, affinities, from, to);
    });
    barrier.meet(1);
    const { nodes, order, sorted, repulsion } = layout;
    share(1, (from, to) =>
      forces.repulse(
        nodes,
        end[0]!,
        order,
        sorted,
        count,
        from / 8,
        Math.ceil(to / 8),
        repulsion,
        layout.norms,
      ),
    );
    barrier.meet(2);
    let norm = 0;
    for (const part of norms) norm += part;
    if (frame && thread === 0) {
      const strain = strains.reduce((sum, part) => sum + part, 0);
      onFrame(step, schedule.negativeEntropy + strain + Math.log(norm));
    }
    if (!last)
      share(2, (from, to) =>
        forces.move(
          points,
          layout.attraction,
          repulsion,
          layout.moves,
          layout.gains,
          from,
          to,
          early ? schedule.exaggeration : 1,
          1 / norm,
          early ? 0.5 : 0.8,
          schedule.learningRate,
        ),
      );
    barrier.meet(0);
  }
}
