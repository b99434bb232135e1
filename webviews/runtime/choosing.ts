import type { SelectionItem } from '../protocol/selection.ts';
import { choiceLine } from './choice-line.ts';
import { element, setAttributes } from './elements.ts';
import type { PageSelection } from './selection.ts';

/** Choosing images and prompts in a picture: it looks and works the same in every view. Styles: `choosingStyle`. */
export interface Choosing {
  /** How much is chosen, with a button that clears it; where nothing is, how to choose. Belongs above what can be chosen. */
  readonly line: HTMLElement;
  /** A box that is ticked while `item` is chosen, and chooses it when it is pressed. */
  box(item: SelectionItem): HTMLElement;
  /** The box as a sign alone, for rows that are pressed themselves. */
  tick(): HTMLElement;
  /** Shows on `target`, by the class `chosen`, whether `item` is chosen; returns `target`. */
  mark<Target extends HTMLElement>(target: Target, item: SelectionItem): Target;
  /**
   * Marks `target` and lets it choose `item`: pressed with the pointer, or by Enter or Space while it has the focus. Its view makes it
   * focusable. `state` says to screen readers whether it is chosen: `aria-pressed` for buttons, `aria-selected` for options and rows.
   */
  press<Target extends HTMLElement>(
    target: Target,
    item: SelectionItem,
    state: 'aria-pressed' | 'aria-selected',
  ): Target;
  /** Marks again what was out of the page while the selection changed. */
  refresh(): void;
}

interface Marked {
  readonly item: SelectionItem;
  readonly state?: 'aria-pressed' | 'aria-selected';
}

/** @param what Can be chosen in the picture; the line names it. Escape anywhere in the picture clears the selection. */
export function choosing(
  {
    root,
    selection,
    signal,
  }: { readonly root: ShadowRoot; readonly selection: PageSelection; readonly signal: AbortSignal },
  what: 'images' | 'prompts' | 'images and prompts',
): Choosing {
  const marked = new WeakMap<Element, Marked>();
  const show = (target: Element): void => {
    const known = marked.get(target);
    if (!known) return;
    const chosen = selection.has(known.item);
    target.classList.toggle('chosen', chosen);
    if (known.state) setAttributes(target, { [known.state]: String(chosen) });
  };
  const refresh = (): void => root.querySelectorAll('[data-item]').forEach(show);
  const bind = <Target extends HTMLElement>(target: Target, item: Marked): Target => {
    marked.set(target, item);
    target.dataset['item'] = item.state === undefined ? 'shown' : 'pressed';
    show(target);
    return target;
  };
  const toggle = (target: Element | null): boolean => {
    const known = target && marked.get(target);
    if (known) selection.toggle(known.item);
    return Boolean(known);
  };
  root.addEventListener(
    'click',
    event => {
      // What can be pressed inside a row is not the row.
      const pressed = (event.target as Element).closest(`[data-item='pressed'], ${controls}`);
      toggle(pressed?.matches("[data-item='pressed']") ? pressed : null);
    },
    { signal },
  );
  root.addEventListener(
    'keydown',
    event => {
      const { key, defaultPrevented, target } = event as KeyboardEvent;
      if (defaultPrevented || !(target instanceof HTMLElement)) return;
      const { images, prompts } = selection.current();
      if (key === 'Escape' && !target.matches(fields) && images.length + prompts.length > 0)
        selection.choose({ images: [], prompts: [] });
      // A button is pressed by the browser.
      else if ((key !== 'Enter' && key !== ' ') || target.matches('button') || !toggle(target)) return;
      event.preventDefault();
      // The notebook edits a cell on Enter and leaves it on Escape.
      event.stopPropagation();
    },
    { signal },
  );
  selection.onChange(refresh);
  return {
    line: choiceLine(selection, what),
    box: item => {
      const name = item.kind === 'image' ? item.name : item.text;
      const label = `Choose ${name}`;
      const made = element('button', { class: 'choose', type: 'button', 'aria-label': label, title: label });
      return bind(made, { item, state: 'aria-pressed' });
    },
    tick: () => element('span', { class: 'choose', 'aria-hidden': 'true' }),
    mark: (target, item) => bind(target, { item }),
    press: (target, item, state) => bind(target, { item, state }),
    refresh,
  };
}

const fields = 'input, textarea, select, vscode-text-field, vscode-dropdown';
const controls = `button, a, summary, vscode-button, ${fields}`;
