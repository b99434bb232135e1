import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';

/** The parts of a sheet, one below the other. */
export function drawSheet({ root, payload: { data } }: Page<'sheet'>): void {
  root.append(element('h3', {}, data.title), element('p', {}, data.summary));
}
