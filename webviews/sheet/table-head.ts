import { element, setAttributes } from '../runtime/elements.ts';
import type { Column } from './table-column.ts';

export interface Sorting {
  readonly column: number;
  readonly falling: boolean;
}

/** The heads of columns: each a button that sorts, with the state that assistive technology reads. */
export function headRow(
  columns: readonly Column[],
  press: (column: number) => void,
): { readonly element: HTMLElement; show(sorting: Sorting | undefined): void } {
  const heads = columns.map(({ name, numeric }, at) => {
    const arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' });
    const button = element(
      'button',
      { type: 'button', title: `Sort by ${name}`, 'data-key': `head ${at}` },
      element('span', { class: 'words' }, name),
      arrow,
    );
    button.addEventListener('click', () => press(at));
    return { arrow, cell: element('th', { scope: 'col', class: numeric ? 'number' : undefined }, button) };
  });
  return {
    element: element('tr', {}, ...heads.map(({ cell }) => cell)),
    show: sorting =>
      heads.forEach(({ arrow, cell }, at) => {
        const own = at === sorting?.column ? sorting : undefined;
        arrow.textContent = own ? (own.falling ? '▼' : '▲') : '';
        setAttributes(cell, { 'aria-sort': own && (own.falling ? 'descending' : 'ascending') });
      }),
  };
}

/** Numbers largest first, then smallest first, then as given; texts the other way round. */
export function nextSorting(now: Sorting | undefined, at: number, { numeric }: Column): Sorting | undefined {
  if (now?.column !== at) return { column: at, falling: numeric };
  return now.falling === numeric ? { column: at, falling: !numeric } : undefined;
}
