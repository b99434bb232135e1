import fc from 'fast-check';
import { expect, it } from 'vitest';
import { descendingOrder } from '../../../../../kernels/analysis/metrics/descending.ts';

it('orders many and few values as a stable sort does, equals and zeros of either sign in their order', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 0.5, -0.5, 1e-300),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 600 }), values => {
      const scores = Float64Array.from(values);
      const plain = values
        .map((_, index) => index)
        .sort((one, other) => scores[other]! - scores[one]! || one - other);
      expect([...descendingOrder(scores)]).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});
