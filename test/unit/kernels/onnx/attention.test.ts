import { describe, expect, it } from 'vitest';
import { attention } from '../../../../kernels/clip/onnx/attention.ts';
import { GraphBuilder } from '../../../../kernels/clip/onnx/graph.ts';
import { floats, runGraph } from '../families/run.ts';

const [length, width, heads] = [520, 8, 2];

async function attend(bias: 'bias' | 'no-bias'): Promise<{ data: Float32Array; text: string }> {
  const g = new GraphBuilder([], 'fp32');
  const part = (name: string): { rows: string; length: number; width: number } => ({
    rows: g.input(name, 'float32', ['r', width]),
    length,
    width,
  });
  const parts = { query: part('q'), key: part('k'), value: part('v') };
  const added = bias === 'bias' ? g.input('bias', 'float32', [1, 1, length, length]) : undefined;
  g.output('y', attention(g, parts, heads, added).rows, ['r', width]);
  const { bytes, folder } = await g.finish();
  const rows = (seed: number): ReturnType<typeof floats> =>
    floats(
      Float32Array.from({ length: 2 * length * width }, (_, i) => 2 * Math.sin(i * seed)),
      [2 * length, width],
    );
  const results = await runGraph(
    { model: { bytes, folder }, inputs: {}, outputs: { embedding: 'y' } },
    {
      q: rows(0.37),
      k: rows(0.71),
      v: rows(1.3),
      ...(bias === 'bias' && { bias: floats(new Float32Array(length * length), [1, 1, length, length]) }),
    },
  );
  return { data: results['y']!.data, text: Buffer.from(bytes).toString('latin1') };
}

describe('attention over a long sequence', () => {
  it('is fused to save memory, and equals the single operators', async () => {
    const long = await attend('no-bias');
    const single = await attend('bias');
    expect(long.text).toContain('MultiHeadAttention');
    expect(single.text).not.toContain('MultiHeadAttention');
    const worst = single.data.reduce((most, value, i) => Math.max(most, Math.abs(value - long.data[i]!)), 0);
    expect(worst).toBeLessThan(1e-5);
    expect(Math.max(...single.data)).toBeGreaterThan(0.01);
  });
});
