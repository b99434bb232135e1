import type { Preset } from '../preprocessing/preset.ts';
import type { LoadedTower } from './runtime.ts';

/** Milliseconds of a warm run of four images; the better of two, so that another program's burst counts less. */
export async function measureImageTower({ session, graph }: LoadedTower, preset: Preset): Promise<number> {
  const count = 4;
  const shape = [count, 3, preset.height, preset.width];
  const data = new Float32Array(count * 3 * preset.height * preset.width).map((_, index) => Math.sin(index));
  const run = async (): Promise<number> => {
    const start = performance.now();
    await session.run(new Map([[graph.inputs.pixels!, { type: 'float32', data, shape }]]));
    return performance.now() - start;
  };
  try {
    await run();
    return Math.min(await run(), await run());
  } finally {
    await session.release();
  }
}
