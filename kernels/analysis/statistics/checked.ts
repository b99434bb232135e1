import { failure } from '../../protocol/failures/index.ts';

/**
 * The values as doubles, every one finite.
 * @param what names them in a failure: 'scores of model A'.
 * @throws Failure `values-empty` if there are none, `value-invalid` at the first NaN or infinity.
 */
export function finiteValues(values: ArrayLike<number>, what: string): Float64Array {
  if (values.length === 0) throw failure('values-empty', { what });
  const checked = Float64Array.from(values);
  const position = checked.findIndex(value => !Number.isFinite(value));
  if (position >= 0)
    throw failure('value-invalid', {
      what,
      position,
      value: String(values[position]),
      expected: 'a finite number',
    });
  return checked;
}

/**
 * The values as doubles, every one in [0, 1].
 * @throws Failure `values-empty`, `value-invalid`.
 */
export function probabilities(values: ArrayLike<number>, what: string): Float64Array {
  const checked = finiteValues(values, what);
  const position = checked.findIndex(value => value < 0 || value > 1);
  if (position >= 0)
    throw failure('value-invalid', {
      what,
      position,
      value: String(checked[position]),
      expected: 'a probability between 0 and 1',
    });
  return checked;
}

/**
 * Labels as 1 (positive) and 0 (negative), from booleans or zeros and ones.
 * @throws Failure `values-empty`, `value-invalid` at the first other value.
 */
export function binaryLabels(labels: ArrayLike<number | boolean>, what: string): Uint8Array {
  if (labels.length === 0) throw failure('values-empty', { what });
  const checked = new Uint8Array(labels.length);
  for (let position = 0; position < labels.length; position++) {
    const value = Number(labels[position]);
    if (value !== 0 && value !== 1)
      throw failure('value-invalid', {
        what,
        position,
        value: String(labels[position]),
        expected: 'true, false, 1 or 0',
      });
    checked[position] = value;
  }
  return checked;
}

/** @throws Failure `values-unequal` if the lengths differ. */
export function sameLength(
  left: string,
  leftValues: ArrayLike<unknown>,
  right: string,
  rightValues: ArrayLike<unknown>,
): void {
  if (leftValues.length !== rightValues.length)
    throw failure('values-unequal', {
      left,
      leftCount: leftValues.length,
      right,
      rightCount: rightValues.length,
    });
}

/**
 * A whole number of at least `least`.
 * @throws Failure `option-invalid`.
 */
export function wholeOption(option: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least)
    throw failure('option-invalid', {
      option,
      value: String(value),
      expected: `a whole number of at least ${least}`,
    });
  return value;
}

/**
 * A number above 0 and below 1, such as the level of an interval.
 * @throws Failure `option-invalid`.
 */
export function shareOption(option: string, value: number): number {
  if (!(value > 0 && value < 1))
    throw failure('option-invalid', { option, value: String(value), expected: 'a number between 0 and 1' });
  return value;
}
