import type { ProgressData } from '../../../webviews/protocol/progress.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { escapeHtml } from '../markup/escape.ts';
import { payloadOf } from '../payload.ts';

/** A bar as the view, as HTML and as one line of text; ended, a line in all three. */
export function progressBundle(data: ProgressData): DisplayBundle {
  const { label, done, total, state } = data;
  const known = total === undefined ? '' : ` max="${Math.max(total, 1)}" value="${done}"`;
  return {
    [mimeOf('progress')]: payloadOf('progress', data),
    'text/html':
      state === 'running'
        ? `<label>${escapeHtml(label)} <progress${known}></progress> ${escapeHtml(countOf(data))}</label>`
        : `<small>${escapeHtml(progressLine(data))}</small>`,
    'text/plain': progressLine(data),
  };
}

/** `Encoding ██████░░░░ 60 of 100 images, 1.2 s`; `Encoding 100 images, 2.0 s` when it has ended. */
export function progressLine(data: ProgressData): string {
  const { label, done, total, milliseconds, state } = data;
  const filled = total === undefined || total <= 0 ? 0 : Math.round((Math.min(done, total) / total) * 20);
  const bar =
    total === undefined || state !== 'running' ? '' : `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`;
  const stopped = state === 'stopped' ? ', stopped' : '';
  const time = `${(milliseconds / 1000).toFixed(1)} s${stopped}`;
  return [label, bar, [countOf(data), time].filter(Boolean).join(', ')].filter(Boolean).join(' ');
}

function countOf({ done, total: expected, unit, state }: ProgressData): string {
  const total = state === 'done' && done === expected ? undefined : expected;
  if (expected === undefined && done === 0) return '';
  const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
  return `${count(done)}${total === undefined ? '' : ` of ${count(total)}`}${unit === '' ? '' : ` ${unit}`}`;
}
