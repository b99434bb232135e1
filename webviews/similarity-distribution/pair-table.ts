import type { Choosing } from '../runtime/choosing.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { number } from './curves.ts';

/** One row of the list. */
export interface PairEntry {
  readonly cosine: number;
  readonly kind: 'within' | 'across';
  readonly prompt: string;
  readonly group: string;
  readonly against: string;
  readonly second: string;
  /** All of it in lower case, to be searched. */
  readonly haystack: string;
}

/** Rows drawn at once; scrolling to the end draws more. */
const step = 200;

const columns = [
  { name: 'cosine', of: 'cosine' },
  { name: 'pair', of: 'kind' },
  { name: 'prompt', of: 'prompt' },
  { name: 'group', of: 'group' },
  { name: 'other prompt', of: 'against' },
  { name: 'its group', of: 'second' },
] as const;

/** A table whose heads sort; most alike first until one is pressed. */
export function pairTable(
  choose: Choosing,
  signal: AbortSignal,
): {
  readonly element: HTMLElement;
  show(entries: readonly PairEntry[]): void;
} {
  let entries: readonly PairEntry[] = [];
  let order: readonly PairEntry[] = [];
  let sorting = { column: 0, falling: true };
  let drawn = 0;
  const body = element('tbody');
  moveBetweenPrompts(body, signal);
  const heads = columns.map(({ name }, column) => {
    const button = element('button', { type: 'button' }, name);
    button.addEventListener(
      'click',
      () => {
        sorting = { column, falling: sorting.column === column ? !sorting.falling : column === 0 };
        redraw();
      },
      { signal },
    );
    return element('th', { scope: 'col' }, button);
  });
  const grow = (): void => {
    const rows = order.slice(drawn, drawn + step);
    drawn += rows.length;
    body.append(...rows.map(row => rowOf(row, choose)));
    const first = body.querySelector<HTMLElement>('.prompt');
    if (first && !body.querySelector('.prompt[tabindex="0"]')) first.tabIndex = 0;
  };
  const redraw = (): void => {
    const key = columns[sorting.column]!.of;
    const turn = sorting.falling ? -1 : 1;
    order = [...entries].sort(
      (left, right) => turn * compare(left[key], right[key]) || right.cosine - left.cosine,
    );
    heads.forEach((head, column) =>
      setAttributes(head, {
        'aria-sort': column === sorting.column ? (sorting.falling ? 'descending' : 'ascending') : undefined,
      }),
    );
    drawn = 0;
    body.replaceChildren();
    grow();
  };
  const scroller = element(
    'div',
    { class: 'scroller', tabindex: 0, role: 'group', 'aria-label': 'Pairs' },
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), body),
  );
  scroller.addEventListener(
    'scroll',
    () => {
      if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 200 && drawn < order.length)
        grow();
    },
    { signal },
  );
  return {
    element: scroller,
    show: next => {
      entries = next;
      scroller.scrollTop = 0;
      redraw();
    },
  };
}

function rowOf(entry: PairEntry, choose: Choosing): HTMLElement {
  const plain = (text: string): HTMLElement => element('td', { title: text }, text);
  const prompt = (text: string): HTMLElement => {
    const button = element('button', { type: 'button', class: 'prompt', tabindex: -1, title: text }, text);
    return element('td', {}, choose.press(button, { kind: 'prompt', text }, 'aria-pressed'));
  };
  return element(
    'tr',
    {},
    element('td', { class: 'cosine' }, number(entry.cosine)),
    plain(entry.kind),
    prompt(entry.prompt),
    plain(entry.group),
    prompt(entry.against),
    plain(entry.second),
  );
}

/** One tab stop for all prompts: arrows move between them, over the two columns. */
function moveBetweenPrompts(body: HTMLElement, signal: AbortSignal): void {
  body.addEventListener(
    'keydown',
    event => {
      const step = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined || !(event.target instanceof HTMLElement)) return;
      const prompts = [...body.querySelectorAll<HTMLElement>('.prompt')];
      const next = prompts[prompts.indexOf(event.target) + step];
      event.preventDefault();
      // The notebook moves between cells on arrows.
      event.stopPropagation();
      if (!next) return;
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    },
    { signal },
  );
}

function compare(left: number | string, right: number | string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
