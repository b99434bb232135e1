import type { SheetMark } from './sheet.ts';

/** What stands where there is no value; read aloud as `noValue`. */
export const dash = '—';
export const noValue = 'no value';

/** How a mark is read aloud. */
export const markWords: Readonly<Record<SheetMark, string>> = {
  good: 'good',
  bad: 'bad',
  caution: 'caution',
};

/** `0.812`, `−3.100`, `12,345`, `1.2e+12`; an em dash for NaN. A positive value that would read as zero is `< 0.001`. */
export function numberText(number: number | null, digits: number): string {
  const value = given(number);
  const text = figure(value, digits);
  return value > 0 && !/[1-9∞]/.test(text) ? `< ${figure(10 ** -placesOf(digits), digits)}` : text;
}

export interface Estimate {
  readonly value: number | null;
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
}

/** `0.812 [0.733, 0.881]`; without brackets where there is no interval. */
export function estimateText({ value, low, high }: Estimate, digits: number): string {
  if (Number.isNaN(given(value))) return dash;
  const interval = hasInterval(low, high) ? ` [${figure(low!, digits)}, ${figure(high!, digits)}]` : '';
  return `${figure(given(value), digits)}${interval}`;
}

/** The number at a tick of an axis: `0.001`, `−2`. */
export function tickText(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** Whether both ends are numbers. */
export function hasInterval(low: number | null | undefined, high: number | null | undefined): boolean {
  return !Number.isNaN(given(low)) && !Number.isNaN(given(high));
}

/** A number of a payload, which cannot hold NaN: JSON makes it null. */
export function given(value: number | null | undefined): number {
  return value ?? Number.NaN;
}

/** Where `value` lies between the ends, in [0, 1]: 0 for NaN, and in a range without width. */
export function shareOf(value: number | null | undefined, [low, high]: readonly [number, number]): number {
  const share = (given(value) - given(low)) / (given(high) - given(low));
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

function figure(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? dash : value > 0 ? '∞' : '−∞';
  const places = placesOf(digits);
  if (Math.abs(value) >= 1e9) return value.toExponential(Math.min(places, 3)).replace('-', '−');
  const text = value.toFixed(places);
  const [whole = '', fraction] = text.replace('-', '').split('.');
  const sign = value < 0 && /[1-9]/.test(text) ? '−' : '';
  // A comma from five figures on: `1234` is read as easily.
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

function placesOf(digits: number): number {
  return Number.isFinite(digits) ? Math.min(12, Math.max(0, Math.trunc(digits))) : 3;
}
