import { failure } from '../../protocol/failures/index.ts';

/** @throws Failure `option-invalid` unless it is a number above 0. */
export function requireTemperature(temperature: number): void {
  if (!(temperature > 0 && temperature < Infinity))
    throw failure('option-invalid', {
      option: 'temperature',
      value: String(temperature),
      expected: 'a number above 0',
    });
}
