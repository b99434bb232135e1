import type { ProgressData } from '../../../webviews/protocol/progress.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { escapeHtml } from '../markup/escape.ts';
import { payloadOf } from '../payload.ts';

/** A bar as the view, as HTML and as one line of text. */
export function progressBundle(data: ProgressData): DisplayBundle {
  const { label, done, total } = data;
  const known = total === undefined ? '' : ` max="${Math.max(total, 1)}" value="${done}"`;
  return {
    [mimeOf('progress')]: payloadOf('progress', data),
    'text/html': `<label>${escapeHtml(label)} <progress${known}></progress> ${escapeHtml(countOf(data))}</label>`,
    'text/plain': progressLine(data),
  };
}

/** `Encoding ██████░░░░ 60 of 100 images, 1.2 s`. */
export function progressLine(data: ProgressData): string {
  const { label, done, total, milliseconds, state } = data;
  const filled = total === undefined || total <= 0 ? 0 : Math.round((Math.min(done, total) / total) * 20);
  const bar = total === undefined ? '' : `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`;
  const stopped = state === 'stopped' ? ', stopped' : '';
  const time = `${(milliseconds / 1000).toFixed(1)} s${stopped}`;
  return [label, bar, [countOf(data), time].filter(Boolean).join(', ')].filter(Boolean).join(' ');
}

function countOf({ done, total, unit }: ProgressData): string {
  if (total === undefined && done === 0) return '';
  const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
  return `${count(done)}${total === undefined ? '' : ` of ${count(total)}`}${unit === '' ? '' : ` ${unit}`}`;
}
