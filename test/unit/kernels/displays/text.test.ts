import fc from 'fast-check';
import { expect, it } from 'vitest';
import { displayBundle } from '../../../../kernels/displays/display-bundle.ts';

const text = async (value: unknown): Promise<string> => String((await displayBundle(value))['text/plain']);

it('shows nothing for undefined, and values as Node writes them', async () => {
  expect(await displayBundle(undefined)).toEqual({});
  expect(await text(null)).toBe('null');
  expect(await text(42n)).toBe('42n');
  expect(await text('a')).toBe("'a'");
  expect(await text(new Map([['k', { deep: [1] }]]))).toBe("Map(1) { 'k' => { deep: [ 1 ] } }");
  expect(
    await text(
      new (class Scan {
        readonly width = 3;
      })(),
    ),
  ).toBe('Scan { width: 3 }');
});

it('cuts what is long, and says so', async () => {
  expect(await text('x'.repeat(10_000_000))).toMatch(/the first 100,000 of 10,000,000 characters$/);
  expect(await text(Array.from({ length: 500 }, (_, at) => at))).toContain('400 more items');
  expect(await text(new Set(Array.from({ length: 500 }, (_, at) => at)))).toContain('400 more items');
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key${at}`, at]));
  expect(await text(wide)).toContain('the first 100 of 5,000 properties');
  const long = Array.from({ length: 100 }, () => 'y'.repeat(90_000));
  expect((await text(long)).length).toBeLessThan(210_000);
});

it('survives values that fight back', async () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  expect(await text(circular)).toContain('[Circular');
  expect(
    await text({
      get bad(): never {
        throw new Error('no');
      },
    }),
  ).toContain('bad');
  expect(
    await text([
      {
        a: 1,
        get b(): never {
          throw new Error('not today');
        },
      },
    ]),
  ).toContain('[not today]');
  const traps = new Proxy(
    { a: 1 },
    {
      get: () => {
        throw new Error('trap');
      },
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );
  expect(await text(traps)).toBe('{ a: 1 }');
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  expect(await text(revoked.proxy)).toContain('Revoked');
  expect(await text([revoked.proxy])).toContain('Revoked');
  const liar = {
    [Symbol.for('nodejs.util.inspect.custom')]: () => {
      throw new Error('inspect');
    },
  };
  expect(await text(liar)).toContain('Symbol(nodejs.util.inspect.custom)');
});

it('shows errors by their stack, with causes', async () => {
  const shown = await text(new TypeError('bad scan', { cause: new Error('no header') }));
  expect(shown).toMatch(/^TypeError: bad scan\n {4}at /);
  expect(shown).toContain('Caused by: Error: no header');
  const changed = new Error('before');
  changed.message = 'after';
  expect(await text(changed)).toContain('after');
});

it('shows anything at all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.anything({
        withBigInt: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
        withSparseArray: true,
      }),
      async value => {
        const bundle = await displayBundle(value);
        if (value !== undefined) expect(typeof bundle['text/plain']).toBe('string');
      },
    ),
    { numRuns: 200 },
  );
});
