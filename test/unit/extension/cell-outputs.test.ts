import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  itemLimit,
  notebookOutputs,
  streamLimit,
  type OutputSurface,
  type ShownOutput,
} from '../../../extension/notebook/cell-outputs.ts';
import type { OutputChange, OutputItem } from '../../../kernels/protocol/kernel/outputs.ts';

const text = (value: string): OutputItem[] => [{ mime: 'text/plain', data: new TextEncoder().encode(value) }];
const read = (items: readonly OutputItem[]): string =>
  items.map(({ data }) => new TextDecoder().decode(data)).join('|');

/** Cells as lists of what a reader sees; an output is its own handle. */
function page(): { cells: Record<string, string[]>; outputs: ReturnType<typeof notebookOutputs> } {
  interface Shown {
    text: string;
    readonly mark: string;
  }
  const shown: Record<string, Shown[]> = { a: [], b: [] };
  const markOf = (output: ShownOutput): string =>
    output.kind === 'stream' ? output.name : output.kind === 'result' ? 'result' : 'display';
  const outputs = notebookOutputs<Shown>((cell): OutputSurface<Shown> | undefined => {
    const list = shown[cell];
    if (!list) return undefined;
    return {
      add: output => {
        const made = {
          mark: markOf(output),
          text: output.kind === 'stream' ? output.text : read(output.items),
        };
        list.push(made);
        return made;
      },
      appendText: (to, _name, more) => {
        to.text += more;
      },
      replace: (to, items) => {
        to.text = read(items);
      },
      clear: () => {
        list.length = 0;
        return Promise.resolve();
      },
    };
  });
  const cells = new Proxy(
    {},
    {
      get: (_target, cell) => shown[String(cell)]!.map(each => `${each.mark}: ${each.text}`),
    },
  );
  return { cells, outputs };
}

const out = (value: string): OutputChange => ({ kind: 'stream', name: 'stdout', text: value });
const err = (value: string): OutputChange => ({ kind: 'stream', name: 'stderr', text: value });
const show = (value: string, display?: string): OutputChange => ({
  kind: 'display',
  items: text(value),
  display,
});
const update = (value: string, display: string): OutputChange => ({
  kind: 'update',
  items: text(value),
  display,
});

describe('outputs of a notebook', () => {
  it('keeps one stream in one output until something else comes between', () => {
    const { cells, outputs } = page();
    outputs.apply('a', [out('1'), out('2'), err('!')]);
    outputs.apply('a', [out('3'), show('picture'), out('4')]);
    expect(cells['a']).toEqual(['stdout: 12', 'stderr: !', 'stdout: 3', 'display: picture', 'stdout: 4']);
  });

  it('updates a display in place, in whichever cell it stands', () => {
    const { cells, outputs } = page();
    outputs.apply('a', [show('0 %', 'p'), out('text')]);
    outputs.apply('b', [update('50 %', 'p')]);
    outputs.apply('a', [update('100 %', 'p'), out('more')]);
    expect(cells['a']).toEqual(['display: 100 %', 'stdout: textmore']);
    expect(cells['b']).toEqual([]);
  });

  it('updates every place where one display is shown, and none where it is not', () => {
    const { cells, outputs } = page();
    outputs.apply('a', [show('x', 'p')]);
    outputs.apply('b', [show('x', 'p'), update('y', 'p'), update('z', 'unknown')]);
    expect([cells['a'], cells['b']]).toEqual([['display: y'], ['display: y']]);
  });

  it('clears at once, or with the next output', () => {
    const { cells, outputs } = page();
    outputs.apply('a', [out('1'), { kind: 'clear', wait: true }]);
    expect(cells['a']).toEqual(['stdout: 1']);
    outputs.apply('a', [out('2')]);
    expect(cells['a']).toEqual(['stdout: 2']);
    outputs.apply('a', [{ kind: 'clear', wait: false }]);
    expect(cells['a']).toEqual([]);
  });

  it('starts a run empty, and forgets the displays of the last one', () => {
    const { cells, outputs } = page();
    outputs.apply('a', [show('old', 'p'), out('old')]);
    outputs.begin('a');
    outputs.apply('a', [update('late', 'p'), { kind: 'result', items: text('42') }, out('new')]);
    expect(cells['a']).toEqual(['result: 42', 'stdout: new']);
  });

  it('writes to a new output after the reader has cleared the cell', async () => {
    const { cells, outputs } = page();
    outputs.begin('a');
    outputs.apply('a', [out('1')]);
    await Promise.resolve();
    await Promise.resolve();
    outputs.emptied('a');
    outputs.apply('a', [out('2')]);
    expect(cells['a']).toEqual(['stdout: 1', 'stdout: 2']);
  });

  it('drops what belongs to a cell that is gone', () => {
    const { outputs } = page();
    expect(() => outputs.apply('gone', [out('1'), show('2')])).not.toThrow();
  });

  it('cuts a stream at its limit with one sentence, and starts afresh with the next run', () => {
    const { cells, outputs } = page();
    const megabyte = 'x'.repeat(2 ** 20);
    outputs.apply(
      'a',
      Array.from({ length: 12 }, () => out(megabyte)),
    );
    const [kept, sentence, ...more] = cells['a']!;
    expect(kept!.length).toBe(streamLimit + 'stdout: '.length);
    expect(sentence).toMatch(/at most 8 MB/);
    expect(more).toEqual([]);
    outputs.begin('a');
    outputs.apply('a', [out('again')]);
    expect(cells['a']).toEqual(['stdout: again']);
  });

  it('leaves out forms that are too large, and says so if none is left', () => {
    const { cells, outputs } = page();
    const large = { mime: 'application/json', data: new Uint8Array(itemLimit + 1) };
    outputs.apply('a', [
      { kind: 'display', items: [large, ...text('small')] },
      { kind: 'result', items: [large] },
    ]);
    expect(cells['a']![0]).toBe('display: small');
    expect(cells['a']![1]).toMatch(/^result: This output has 32 MB; .*write it to a file/);
  });

  it('loses no text of a stream, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.string({ minLength: 1 })), { maxLength: 30 }), parts => {
        const { cells, outputs } = page();
        outputs.apply(
          'a',
          parts.map(([error, part]) => (error ? err(part) : out(part))),
        );
        expect(cells['a']!.map(each => each.slice('stdout: '.length)).join('')).toBe(
          parts.map(([, part]) => part).join(''),
        );
      }),
    );
  });
});
