import { describe, expect, it } from 'vitest';
import { collectOutputs, errorOutput } from '../../../../../kernels/cli/run/notebook/outputs.ts';
import type { OutputChange, OutputItem } from '../../../../../kernels/protocol/kernel/outputs.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: string): OutputItem[] => [{ mime: 'text/plain', data: bytes(value) }];
const stream = (value: string, name: 'stdout' | 'stderr' = 'stdout'): OutputChange => ({
  kind: 'stream',
  name,
  text: value,
});

function outputsAfter(...changes: OutputChange[]): unknown[] {
  const outputs = collectOutputs();
  for (const change of changes) outputs.apply('a', 3, change);
  return outputs.of('a');
}

describe('kernel outputs as nbformat', () => {
  it('merges neighbours of one stream and keeps the order of both', () => {
    expect(outputsAfter(stream('a\nb'), stream('c\n'), stream('!', 'stderr'), stream('d'))).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'bc\n'] },
      { output_type: 'stream', name: 'stderr', text: ['!'] },
      { output_type: 'stream', name: 'stdout', text: ['d'] },
    ]);
  });

  it('writes pictures as base64, JSON as values, text and SVG as lines', () => {
    const items = [
      { mime: 'application/vnd.clip-notebook.table+json', data: bytes('{"a":[1]}') },
      { mime: 'image/png', data: new Uint8Array([0x89, 0x50, 0x4e]) },
      { mime: 'image/svg+xml', data: bytes('<svg>\n</svg>') },
      { mime: 'text/plain', data: bytes('one\ntwo') },
    ];
    expect(outputsAfter({ kind: 'result', items })).toEqual([
      {
        output_type: 'execute_result',
        execution_count: 3,
        metadata: {},
        data: {
          'application/vnd.clip-notebook.table+json': { a: [1] },
          'image/png': 'iVBO',
          'image/svg+xml': ['<svg>\n', '</svg>'],
          'text/plain': ['one\n', 'two'],
        },
      },
    ]);
  });

  it('updates a display where it stands, in whichever cell', () => {
    const outputs = collectOutputs();
    outputs.apply('a', 1, { kind: 'display', items: text('0 %'), display: 'bar' });
    outputs.apply('a', 1, stream('later'));
    outputs.apply('b', 2, { kind: 'update', items: text('100 %'), display: 'bar' });
    expect(outputs.of('a')).toMatchObject([{ data: { 'text/plain': ['100 %'] } }, { text: ['later'] }]);
    expect(outputs.of('b')).toEqual([]);
  });

  it('clears at once, or when the next output comes', () => {
    expect(outputsAfter(stream('a'), { kind: 'clear', wait: false })).toEqual([]);
    expect(outputsAfter(stream('a'), { kind: 'clear', wait: true })).toHaveLength(1);
    expect(outputsAfter(stream('a'), { kind: 'clear', wait: true }, stream('b'))).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['b'] },
    ]);
  });

  it('writes a fault as an error, also one without a stack', () => {
    expect(
      errorOutput({
        kind: 'error',
        name: 'TypeError',
        message: 'no',
        stack: 'TypeError: no\n  at Cell 1:1:1',
      }),
    ).toEqual({
      output_type: 'error',
      ename: 'TypeError',
      evalue: 'no',
      traceback: ['TypeError: no', '  at Cell 1:1:1'],
    });
    expect(
      errorOutput({ kind: 'interrupted', name: 'Interrupted', message: 'stopped', stack: '' }),
    ).toMatchObject({
      traceback: ['Interrupted: stopped'],
    });
  });
});
