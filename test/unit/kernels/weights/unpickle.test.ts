import { describe, expect, it } from 'vitest';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';
import { tensorsOfDict, withoutWrapperPrefix } from '../../../../kernels/clip/weights/tensor-names.ts';
import { unpickle } from '../../../../kernels/clip/weights/unpickle.ts';

const read = (...parts: (string | number[])[]): ReturnType<typeof unpickle> =>
  unpickle(Buffer.concat(parts.map(part => Buffer.from(part as string, 'latin1'))), 'x.bin');

const refusal = (...parts: (string | number[])[]): string => {
  try {
    read(...parts);
  } catch (error) {
    if (error instanceof Failure) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
};

describe('reads', () => {
  it.each<[string, string, unknown]>([
    ['None', '\x80\x02N.', null],
    ['True', '\x80\x02\x88.', true],
    ['a negative int', '\x80\x02J\xfe\xff\xff\xff.', -2],
    ['a long', '\x80\x02\x8a\x06\0\0\0\0\0\xff.', -(2 ** 40)],
    ['a long of no bytes', '\x80\x02\x8a\0.', 0],
    ['a long beyond 2^53', '\x80\x02\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f.', 2n ** 63n - 1n],
    ['a float', '\x80\x02G?\xf8\0\0\0\0\0\0.', 1.5],
    ['a tuple', '\x80\x02K\x01K\x02K\x03\x87.', [1, 2, 3]],
    ['a list by mark', '\x80\x02](K\x01K\x02e.', [1, 2]],
    ['UTF-8', '\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x02\xc3\xa9.', 'é'],
    ['a memoised value twice', '\x80\x04\x8c\x01a\x94h\0\x86.', ['a', 'a']],
    ['a dict', '\x80\x02}(U\x01aK\x01u.', new Map([['a', 1]])],
  ])('%s', (_, pickle, value) => {
    expect(read(pickle)?.value).toEqual(value);
  });

  it('as far as the pickle goes', () => {
    expect(read('\x80\x02N.rest')?.length).toBe(4);
    expect(read('\x80\x02X\xff\0\0\0abc')).toBeUndefined();
    expect(read('\x80\x02ctorch\nFloat')).toBeUndefined();
  });
});

describe('refuses', () => {
  it.each([
    ['a foreign global', 'cos\nsystem\n.', /checkpoint-foreign-global: .*os\.system/],
    ['one by stack', '\x8c\x08builtins\x8c\x04exec\x93.', /foreign-global: .*builtins\.exec/],
    ['one inside torch', 'ctorch.hub\nload\n.', /foreign-global: .*torch\.hub\.load/],
    [
      'an attribute of a known one',
      '\x8c\x0ctorch._utils\x8c\x1e_rebuild_tensor_v2.__globals__\x93.',
      /foreign-global/,
    ],
    ['control characters in its sentence', 'ca\x1b[2J\nb\n.', /asks to run a\?\[2J\.b/],
    ['an empty stack', '.', /takes a value that is not there/],
    ['a value from below the mark', 'N(0N\x85.', /accepted/],
    ['a tuple from below the mark', 'N(\x85.', /takes a value that is not there/],
    ['a mark that is missing', 'Nt.', /no matching mark/],
    ['a memo that is missing', 'h\x07.', /never stored/],
    ['a call of data', 'K\x01)R.', /calls what cannot be called/],
    ['an unknown operation', '\xfe.', /operation 0xfe/],
    ['the extension registry', '\x82\x01.', /operation 0x82/],
    ['old instances', '(ios\nsystem\n.', /operation 0x69/],
    ['a key without a value', '}(K\x01u.', /key without a value/],
    ['items of a number', 'K\x01(K\x01e.', /appends to what is no list/],
    ['an endless integer', '\x8b\xff\xff\xff\x7f.', /endless integer/],
    ['an endless name', `c${'a'.repeat(5000)}\n`, /endless name/],
    ['protocol 9', '\x80\x09N.', /protocol above 5/],
    ['a storage that is none', 'K\x01Q.', /no tensor storage/],
    [
      'a tensor without a storage',
      'ctorch._utils\n_rebuild_tensor_v2\n(t R.'.replace(' ', ''),
      /impossible arguments/,
    ],
  ])('%s', (_, pickle, sentence) => {
    expect(refusal(pickle)).toMatch(sentence);
  });

  it.each([
    ['a program without end', 'N0'.repeat(5_000_000), /more than 1000000 operations/],
    [
      'a long list passed to OrderedDict again and again',
      `ccollections\nOrderedDict\nq\x00](${'K\x01K\x02\x86'.repeat(50_000)}eq\x01${'0h\x00h\x01\x85R'.repeat(100_000)}.`,
      /more than 1000000 operations/,
    ],
    [
      'a long shape passed to one tensor after the other',
      `](${'K\x01'.repeat(100_000)}eq\x01ctorch\nFloatStorage\nq\x02ctorch._utils\n_rebuild_tensor_v2\nq\x03` +
        `(U\x07storageh\x02U\x010NK\x01tQq\x04${'0h\x03(h\x04K\x00h\x01h\x01tR'.repeat(50_000)}.`,
      /impossible arguments/,
    ],
  ])('%s, soon', (_, pickle, sentence) => {
    const before = process.cpuUsage();
    expect(refusal(pickle)).toMatch(sentence);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it('dicts that contain themselves or multiply', () => {
    const self = read('\x80\x02}q\0U\x01ah\0s.')!;
    expect(() => tensorsOfDict(self.value, 'x.bin')).toThrow(/no state_dict|nest without end/);
    // Each level holds the level before twice: 2^60 paths to one leaf.
    const doubled = `\x80\x02}q\0${Array.from({ length: 60 }, (_, i) => {
      const [from, to] = [String.fromCharCode(i), String.fromCharCode(i + 1)];
      return `}q${to}(U\x01ah${from}U\x01bh${from}u`;
    }).join('')}.`;
    expect(() => tensorsOfDict(read(doubled)!.value, 'x.bin')).toThrow(/nest without end/);
    // One key of 3,000 characters, nested twice.
    const wide = `\x80\x02}X\xb8\x0b\0\0${'n'.repeat(3000)}q\0}h\0Nss.`;
    expect(() => tensorsOfDict(read(wide)!.value, 'x.bin')).toThrow(/nest without end/);
  });
});

describe('withoutWrapperPrefix', () => {
  it('strips what all names share, and only that', () => {
    expect(withoutWrapperPrefix(['module._orig_mod.a', 'module._orig_mod.module.b'])).toEqual([
      'a',
      'module.b',
    ]);
    expect(withoutWrapperPrefix(['module.a', 'b'])).toEqual(['module.a', 'b']);
    expect(withoutWrapperPrefix([])).toEqual([]);
  });
});
