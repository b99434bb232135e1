import { element, setAttributes } from '../runtime/elements.ts';
import type { Column } from './columns.ts';

export interface Sorting {
  readonly column: number;
  readonly falling: boolean;
}

/** The head of a column: a button that sorts, and the state that assistive technology reads. */
export function headCell(
  { name, numeric }: Column,
  press: () => void,
): { readonly cell: HTMLElement; show(sorting: Sorting | undefined): void } {
  const arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' });
  const button = element('button', { type: 'button', title: `Sort by ${name}` }, name, arrow);
  button.addEventListener('click', press);
  const cell = element('th', { scope: 'col', class: numeric ? 'number' : undefined }, button);
  return {
    cell,
    show: sorting => {
      arrow.textContent = sorting === undefined ? '' : sorting.falling ? ' ▼' : ' ▲';
      setAttributes(cell, {
        'aria-sort': sorting === undefined ? undefined : sorting.falling ? 'descending' : 'ascending',
      });
    },
  };
}
