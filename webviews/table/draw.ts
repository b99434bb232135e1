import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';
import { keepTyping } from '../runtime/typing.ts';
import { columnFrom, rowsOf } from './columns.ts';
import { headCell, type Sorting } from './head.ts';

/** Rows drawn at once; scrolling to the end draws more. */
const step = 200;
/** Shorter tables are read at a glance: a filter would only be in the way. */
const filterFrom = 12;

/** A table whose head sorts and whose rows can be filtered. */
export function drawTable(page: Page<'table'>): void {
  const { root, payload, signal } = page;
  const { data } = payload;
  const columns = data.columns.map(columnFrom);
  const first = data.columns[0];
  const count =
    first === undefined ? 0 : first.kind === 'text' ? first.values.length : first.values.shape[0]!;
  let sorting: Sorting | undefined;
  let order: readonly number[] = [];
  let drawn = 0;

  // Of a filtered table, what was found is all that there is.
  page.exports(() => ({
    ...payload,
    data: {
      ...data,
      columns: data.columns.map(each => rowsOf(each, order)),
      total: order.length < count ? order.length : data.total,
    },
  }));
  const body = element('tbody');
  const status = element('p', { class: 'quiet', role: 'status' });
  const filter = element('input', {
    type: 'search',
    placeholder: 'Filter rows',
    'aria-label': 'Filter rows',
  });
  keepTyping(filter);

  const grow = (): void => {
    const rows = order
      .slice(drawn, drawn + step)
      .map(row =>
        element(
          'tr',
          {},
          ...columns.map(column =>
            element('td', column.numeric ? { class: 'number' } : {}, column.text(row)),
          ),
        ),
      );
    drawn += rows.length;
    body.append(...rows);
  };
  const redraw = (): void => {
    const wanted = filter.value.toLowerCase();
    const rows = Array.from({ length: count }, (_, row) => row).filter(
      row => wanted === '' || columns.some(column => column.text(row).toLowerCase().includes(wanted)),
    );
    if (sorting) {
      const { column, falling } = sorting;
      rows.sort((left, right) => columns[column]!.compare(left, right, falling) || left - right);
    }
    order = rows;
    drawn = 0;
    body.replaceChildren();
    grow();
    status.textContent = statusOf(rows.length, count, data.total);
  };

  const heads = columns.map((column, at) =>
    headCell(column, () => {
      sorting = nextSorting(sorting, at);
      heads.forEach((head, index) => head.show(index === sorting?.column ? sorting : undefined));
      redraw();
    }),
  );
  const scroller = element(
    'div',
    { class: 'scroller', tabindex: 0, role: 'group', 'aria-label': data.caption ?? 'Table' },
    element(
      'table',
      {},
      ...(data.caption === undefined ? [] : [element('caption', {}, data.caption)]),
      element('thead', {}, element('tr', {}, ...heads.map(({ cell }) => cell))),
      body,
    ),
  );
  scroller.addEventListener(
    'scroll',
    () => {
      if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 200 && drawn < order.length)
        grow();
    },
    { signal },
  );
  filter.addEventListener('input', redraw, { signal });
  redraw();
  root.append(...(count >= filterFrom ? [filter] : []), scroller, status);
}

/** Up, down, as it was. */
function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  if (now?.column !== column) return { column, falling: false };
  return now.falling ? undefined : { column, falling: true };
}

function statusOf(found: number, count: number, total: number): string {
  const number = (value: number): string => value.toLocaleString('en');
  const cut =
    count < total ? `The first ${number(count)} of ${number(total)} rows.` : `${number(count)} rows.`;
  return found < count ? `${number(found)} found. ${cut}` : cut;
}
