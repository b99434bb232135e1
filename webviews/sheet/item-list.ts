import type { SheetItem } from '../protocol/sheet.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';

interface Entry {
  readonly item?: SheetItem | null | undefined;
  /** Names it among the things of its part, so that the focus finds it again. */
  readonly key: string;
  readonly style?: string | undefined;
}

export interface ItemList {
  readonly element: HTMLElement;
  entry(entry: Entry, ...content: readonly (Node | string)[]): HTMLElement;
  /** To be called once the first entries are in the list. */
  ready(): void;
}

/** A list; where some of `items` are images or prompts, a list of options that are chosen by pointer and keys. */
export function itemList(
  items: readonly (SheetItem | null | undefined)[],
  {
    label,
    choosing,
    style,
  }: { readonly label: string; readonly choosing: Choosing; readonly style?: string },
): ItemList {
  const options = items.some(Boolean);
  const list = element('ul', {
    class: style,
    'aria-label': label,
    ...(options && { role: 'listbox', 'aria-multiselectable': 'true' }),
  });
  return {
    element: list,
    entry: ({ item, key, style: own }, ...content) => {
      const made = element('li', { class: own, 'data-key': key }, ...content);
      if (options) setAttributes(made, { role: 'option', tabindex: -1 });
      return item ? choosing.press(made, item, 'aria-selected') : made;
    },
    ready: () => {
      if (options) moveFocusWithArrows(list);
    },
  };
}
