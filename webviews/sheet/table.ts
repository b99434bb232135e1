import type { TablePart } from '../protocol/sheet.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import { markSign } from './marks.ts';
import type { PartView, SheetContext } from './part-view.ts';
import { inSteps } from './steps.ts';
import { columnOf, type Column } from './table-column.ts';
import { headRow, nextSorting, type Sorting } from './table-head.ts';

/** Rows drawn at once. */
const step = 200;

/** A table whose heads sort. */
export function tableView({ choosing }: SheetContext): PartView<TablePart> {
  const head = element('thead');
  const body = element('tbody');
  const table = element('table', {}, head, body);
  const scroller = element(
    'div',
    { class: 'scroller', tabindex: 0, role: 'group', 'data-key': 'scroller' },
    table,
  );
  const status = element('p', { class: 'quiet', role: 'status' });
  const empty = element('p', { class: 'quiet' });
  const steps = inSteps(step, body);
  let columns: readonly Column[] = [];
  let sorting: Sorting | undefined;
  let names = '';

  const drawRows = (part: TablePart, again: boolean): void => {
    const best = new Set(part.best);
    const count = columns[0]?.rows ?? 0;
    const order = Array.from({ length: count }, (_, row) => row);
    if (sorting) {
      const { column, falling } = sorting;
      order.sort((left, right) => columns[column]!.compare(left, right, falling) || left - right);
    }
    const chosen = part.items?.some(Boolean) ?? false;
    setAttributes(table, { role: chosen ? 'grid' : undefined, 'aria-multiselectable': chosen || undefined });
    const label = columns.findIndex(({ numeric }) => !numeric);
    steps.show(
      order.length,
      at => {
        const made = rowOf(order[at]!, { columns, label, best: best.has(order[at]!) });
        if (!chosen) return made;
        setAttributes(made, { tabindex: -1, 'data-key': `row ${order[at]!}` });
        const item = part.items?.[order[at]!];
        return item ? choosing.press(made, item, 'aria-selected') : made;
      },
      again,
    );
    if (chosen) moveFocusWithArrows(body);
  };

  return {
    element: element('div', {}, scroller, steps.more, status, empty),
    show: part => {
      columns = part.columns.map(columnOf);
      const now = JSON.stringify(part.columns.map(({ name, kind }) => [name, kind]));
      const again = now === names;
      if (!again) {
        names = now;
        sorting = undefined;
      }
      const heads = headRow(columns, at => {
        sorting = nextSorting(sorting, at, columns[at]!);
        heads.show(sorting);
        drawRows(part, true);
      });
      heads.show(sorting);
      head.replaceChildren(heads.element);
      drawRows(part, again);
      const count = columns[0]?.rows ?? 0;
      scroller.setAttribute('aria-label', part.title || 'Table');
      table.setAttribute('aria-label', part.title || 'Table');
      scroller.hidden = count === 0;
      empty.textContent = count === 0 ? emptySentence(part) : '';
      status.textContent = part.total > count && count > 0 ? cutSentence(count, part.total) : '';
    },
  };
}

function rowOf(
  row: number,
  {
    columns,
    label,
    best,
  }: { readonly columns: readonly Column[]; readonly label: number; readonly best: boolean },
): HTMLElement {
  return element(
    'tr',
    best ? { class: 'best' } : {},
    ...columns.map((column, at) => {
      const sign = best && at === Math.max(0, label) ? [markSign('best')] : [];
      const content = [...sign, ...column.cell(row)];
      if (column.numeric) return element('td', { class: 'number' }, element('div', {}, ...content));
      const attributes = { class: 'words', title: column.text(row) };
      return at === label
        ? element('th', { ...attributes, scope: 'row' }, element('div', {}, ...content))
        : element('td', attributes, element('div', {}, ...content));
    }),
  );
}

function cutSentence(count: number, total: number): string {
  return `The first ${count.toLocaleString('en')} of ${total.toLocaleString('en')} rows.`;
}

function emptySentence({ total, columns }: TablePart): string {
  if (columns.length === 0) return 'This table has no columns.';
  return total > 0
    ? `None of its ${total.toLocaleString('en')} rows is kept here.`
    : 'This table has no rows.';
}

export const tableStyle = `
.scroller { position: relative; max-height: 420px; overflow: auto; width: fit-content; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; }
.kind-table table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
.kind-table thead th { position: sticky; top: 0; z-index: 1; background: var(--ground); padding: 0; text-align: left; font-weight: 600; box-shadow: inset 0 -1px var(--line); vertical-align: bottom; }
.kind-table thead button { display: flex; align-items: baseline; gap: 4px; width: 100%; border: 0; background: none; padding: 6px 12px; color: var(--muted); font-weight: 600; text-align: inherit; cursor: pointer; }
.kind-table thead button .words { overflow-wrap: break-word; max-width: 220px; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.kind-table thead button:hover { background: var(--track); color: var(--text); }
.kind-table thead [aria-sort] button { color: var(--text); }
.kind-table thead button:focus-visible { outline-offset: -2px; }
.kind-table .number button { justify-content: flex-end; }
.arrow { font-size: 0.7em; min-width: 1.1em; }
.kind-table td, .kind-table tbody th { padding: 4px 12px; font-weight: 400; text-align: left; border-top: 1px solid var(--hair); }
.kind-table tbody tr:first-child > * { border-top: 0; }
.kind-table td.words, .kind-table tbody th { max-width: min(380px, 40vw); }
.kind-table td.words > div, .kind-table tbody th > div { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.kind-table td.number > div { display: flex; align-items: center; justify-content: flex-end; gap: 8px; }
.kind-table tbody tr:hover > * { background: var(--vscode-list-hoverBackground, var(--track)); }
.kind-table tr.best > * { font-weight: 600; background: var(--best); }
.kind-table tr.best > :first-child { box-shadow: inset 3px 0 var(--accent); }
.figure { white-space: nowrap; font-variant-numeric: tabular-nums; }
.figure.none { color: var(--muted); }
.kind-table .track { width: 64px; height: 8px; }
.interval { width: 72px; height: 12px; flex: none; overflow: visible; }
.rail { stroke: var(--line); stroke-width: 1; }
.whisker { stroke: var(--muted); stroke-width: 2; }
.interval .dot { fill: var(--accent); }
.more-rows { margin-top: 4px; }
`;
