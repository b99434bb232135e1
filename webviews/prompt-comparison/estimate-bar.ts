import type { EstimatedMeasure } from '../protocol/prompt-comparison.ts';
import { element } from '../runtime/elements.ts';
import { drawn } from './marks.ts';
import { estimateText } from './scores.ts';

export interface EstimateBar {
  readonly element: HTMLElement;
  show(estimate: EstimatedMeasure | undefined): void;
}

/** A measure as a dot with its interval on a line from `low` to `high`, and as text. */
export function estimateBar(
  name: string,
  { low, high, signed = false }: { readonly low: number; readonly high: number; readonly signed?: boolean },
): EstimateBar {
  const x = (value: number): string =>
    `${(Math.min(1, Math.max(0, (value - low) / (high - low))) * 100).toFixed(2)}%`;
  const whisker = drawn('line', { y1: '50%', y2: '50%', class: 'whisker' });
  const dot = drawn('circle', { cy: '50%', r: '3.5', class: 'estimate' });
  const middle = x((low + high) / 2);
  const picture = drawn(
    'svg',
    { class: 'estimate-bar', 'aria-hidden': 'true' },
    drawn('line', { x1: '0%', x2: '100%', y1: '50%', y2: '50%', class: 'rail' }),
    drawn('line', { x1: middle, x2: middle, y1: '15%', y2: '85%', class: 'rail' }),
    whisker,
    dot,
  );
  const text = element('span', { class: 'figure' });
  return {
    element: element('div', { class: 'measure' }, element('span', { class: 'quiet' }, name), picture, text),
    show: estimate => {
      picture.classList.toggle('absent', estimate === undefined);
      text.textContent = estimate ? estimateText(estimate, signed) : 'not defined';
      if (!estimate) return;
      dot.setAttribute('cx', x(estimate.value));
      whisker.setAttribute('x1', x(estimate.low ?? estimate.value));
      whisker.setAttribute('x2', x(estimate.high ?? estimate.value));
    },
  };
}
