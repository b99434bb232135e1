import { element, setAttributes } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import { keepTyping } from '../runtime/typing.ts';
import { briefName, type Store } from './state.ts';

/** Names that the list of found points holds. */
const mostListed = 100;

interface Actions {
  readonly zoom: (factor: number) => void;
  readonly reset: () => void;
  readonly reveal: (point: number) => void;
  readonly trusted: boolean;
}

/** Search, what dragging does, and what is drawn. */
export function toolbarOf(store: Store, { zoom, reset, reveal, trusted }: Actions): HTMLElement {
  const button = (name: string, text: string, press: () => void): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: 'tool', 'aria-label': name, title: name }, text);
    made.addEventListener('click', press);
    return made;
  };
  const tools = (
    [
      ['move', 'Move', 'Drag moves the map'],
      ['lasso', 'Lasso', 'Drag draws a lasso around points'],
      ['rectangle', 'Box', 'Drag draws a rectangle around points'],
    ] as const
  ).map(([tool, text, name]) => ({ tool, made: button(name, text, () => store.set({ tool })) }));
  const switches = (
    [
      ['names', 'Names', true],
      ['halos', 'Halos', trusted],
      ['marksAsPictures', 'Pictures', store.points.thumbnails.size > 0],
    ] as const
  )
    .filter(([, , there]) => there)
    .map(([key, name]) => ({
      key,
      made: button(name, name, () => store.set({ [key]: !store.get()[key] })),
    }));
  const show = (): void => {
    const state = store.get();
    for (const { tool, made } of tools) setAttributes(made, { 'aria-pressed': String(state.tool === tool) });
    for (const { key, made } of switches) setAttributes(made, { 'aria-pressed': String(state[key]) });
  };
  show();
  store.onChange(show);
  return element(
    'div',
    { class: 'toolbar' },
    searchOf(store, reveal),
    element(
      'div',
      { class: 'tools', role: 'toolbar', 'aria-label': 'Map tools' },
      ...tools.map(({ made }) => made),
      button('Zoom in', '+', () => zoom(1.5)),
      button('Zoom out', '−', () => zoom(1 / 1.5)),
      button('Show all of the map', 'Fit', reset),
      ...switches.map(({ made }) => made),
    ),
  );
}

/** Marks what holds the words, and lists it. */
function searchOf(store: Store, reveal: (point: number) => void): HTMLElement {
  const field = element('input', {
    type: 'search',
    class: 'search',
    placeholder: 'Search points',
    'aria-label': 'Search points',
  });
  const status = element('span', { class: 'quiet', role: 'status' });
  const list = element('ul', { class: 'found', 'aria-label': 'Found points' });
  const search = (): void => {
    const words = field.value.trim().toLowerCase();
    const { names, groupNames, groupOf } = store.points;
    if (words === '') {
      store.set({ matches: undefined });
      status.textContent = '';
      list.replaceChildren();
      return;
    }
    const groups = new Set(
      groupNames.flatMap((name, at) => (name.toLowerCase().includes(words) ? [at] : [])),
    );
    const found = names.flatMap((name, point) =>
      name.toLowerCase().includes(words) || groups.has(groupOf[point]!) ? [point] : [],
    );
    store.set({ matches: new Set(found) });
    const cut = found.length > mostListed ? `, the first ${mostListed} listed` : '';
    status.textContent = `${found.length.toLocaleString('en')} found${cut}`;
    list.replaceChildren(
      ...found.slice(0, mostListed).map(point => {
        const item = element(
          'li',
          { tabindex: -1, title: names[point]!.slice(0, 500) },
          briefName(names[point]!, 80),
        );
        const pin = (): void => {
          store.set({ pinned: point });
          reveal(point);
        };
        item.addEventListener('click', pin);
        item.addEventListener('keydown', event => {
          if (event.key === 'Enter') pin();
        });
        return item;
      }),
    );
    moveFocusWithArrows(list);
  };
  field.addEventListener('input', search);
  keepTyping(field);
  field.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    field.value = '';
    search();
  });
  return element('div', { class: 'searching' }, field, status, list);
}
