import { nothingSelected, sameSelection, type Selection, type SelectionItem } from '../protocol/selection.ts';
import type { Host } from './messaging.ts';

/** What is chosen in the notebook, as one picture sees and changes it. */
export interface PageSelection {
  /** Whether cells can read it: false in an exported page. */
  readonly readable: boolean;
  /** What is chosen now. */
  current(): Selection;
  has(item: SelectionItem): boolean;
  /** Chooses an item, or lets it go if it is chosen. */
  toggle(item: SelectionItem): void;
  /** Chooses these instead: images, prompts or both; a kind that is not given stays. Names that come twice count once. */
  choose(change: Partial<Selection>): void;
  /** Hears each change, whichever picture or cell made it, until the picture is taken away. */
  onChange(listener: (selection: Selection) => void): void;
}

/**
 * Every view is a bundle of its own, so what they share lies where each finds it: on the document, which holds all the outputs of one
 * notebook, in the editor and in an exported page. A picture drawn later finds what is chosen there.
 */
interface Shared {
  selection: Selection;
  readonly changes: EventTarget;
}

const key = Symbol.for('clip-notebook.selection');

/** The notebook's selection for the pictures that `host` speaks for; asks the host once a page what was chosen before it was opened. */
export function selectionOf(host: Host): (signal: AbortSignal) => PageSelection {
  const place = document as { [key]?: Shared };
  const known = place[key];
  const shared = known ?? { selection: nothingSelected, changes: new EventTarget() };
  place[key] = shared;
  const put = (selection: Selection): boolean => {
    if (sameSelection(selection, shared.selection)) return false;
    shared.selection = selection;
    shared.changes.dispatchEvent(new Event('change'));
    return true;
  };
  host.onSelected(put);
  if (!known) host.post({ kind: 'selection' });
  const choose = (change: Partial<Selection>): void => {
    const { images, prompts } = { ...shared.selection, ...change };
    const selection = { images: [...new Set(images)], prompts: [...new Set(prompts)] };
    if (put(selection)) host.post({ kind: 'select', selection });
  };

  let [seen, sets] = [shared.selection, setsOf(shared.selection)];
  const has = (item: SelectionItem): boolean => {
    if (seen !== shared.selection) [seen, sets] = [shared.selection, setsOf(shared.selection)];
    return item.kind === 'image' ? sets.images.has(item.name) : sets.prompts.has(item.text);
  };
  return signal => ({
    readable: host.connected,
    current: () => shared.selection,
    has,
    toggle: item => {
      const { images, prompts } = shared.selection;
      if (item.kind === 'image') choose({ images: toggled(images, item.name) });
      else choose({ prompts: toggled(prompts, item.text) });
    },
    choose,
    onChange: listener =>
      shared.changes.addEventListener('change', () => listener(shared.selection), { signal }),
  });
}

function setsOf({ images, prompts }: Selection): {
  readonly images: ReadonlySet<string>;
  readonly prompts: ReadonlySet<string>;
} {
  return { images: new Set(images), prompts: new Set(prompts) };
}

function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter(each => each !== name) : [...names, name];
}
