import type { Random } from './drawing/random.ts';

/**
 * One of the templates with its `{names}` filled in: an absent value leaves no gap, a sentence starts with a capital and ends
 * with a full stop, `a` becomes `an` before a vowel that is filled in.
 */
export function sentence(
  random: Random,
  templates: readonly string[],
  values: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const filled = random
    .pick(templates)
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:])/g, '$1')
    .replace(/\b([Aa]) (?=[aeio])/g, '$1n ')
    .trim();
  return `${filled.charAt(0).toUpperCase()}${filled.slice(1)}${/[.!?]$/.test(filled) ? '' : '.'}`;
}
