import type { ProgressData } from '../protocol/progress.ts';
import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';

/** A bar, what it counts, and the time left; when it has ended, one quiet line that says what was done and how long it took. */
export function drawProgress({ root, payload: { data } }: Page<'progress'>): void {
  const { label, done, total, state } = data;
  if (state !== 'running') {
    const parts = [label, countOf(data), timeOf(data)].filter(Boolean).join(' · ');
    root.append(element('p', { class: `progress quiet ${state}` }, parts));
    return;
  }
  const share = total === undefined ? undefined : total === 0 ? 1 : Math.min(1, done / total);
  const bar = element('div', {
    class: 'track',
    role: 'progressbar',
    'aria-label': label || 'Progress',
    'aria-valuemin': 0,
    'aria-valuemax': total,
    'aria-valuenow': total === undefined ? undefined : done,
    'aria-valuetext': countOf(data) || undefined,
  });
  const fill = element('div', { class: 'fill' });
  if (share !== undefined) fill.style.width = `${share * 100}%`;
  bar.append(fill);
  root.append(
    element(
      'div',
      { class: `progress${share === undefined ? ' endless' : ''}` },
      ...(label === '' ? [] : [element('span', { class: 'label' }, label)]),
      bar,
      element('span', { class: 'count' }, countOf(data)),
      element('span', { class: 'quiet' }, timeOf(data)),
    ),
  );
}

/** `30 of 120 images`, or `120 images` when all are done. */
function countOf({ done, total: expected, unit, state }: ProgressData): string {
  const total = state === 'done' && done === expected ? undefined : expected;
  if (expected === undefined && done === 0) return '';
  const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
  return `${count(done)}${total === undefined ? '' : ` of ${count(total)}`}${unit === '' ? '' : ` ${unit}`}`;
}

function timeOf({ done, total, milliseconds, state }: ProgressData): string {
  if (state !== 'running') return `${state === 'stopped' ? 'stopped after ' : ''}${duration(milliseconds)}`;
  if (total === undefined) return duration(milliseconds);
  if (done === 0 || milliseconds < 1_000) return '';
  return `${duration((milliseconds / done) * (total - done))} left`;
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
