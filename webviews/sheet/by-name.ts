import type { PartsByName } from '../protocol/sheet.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';
import type { PartView, SheetContext } from './part-view.ts';

/** From here on names can be searched. */
const searchFrom = 13;

type Choice = PartsByName['choices'][number];

/** Tabs, with pictures where there are any, and the parts of the chosen one. */
export function partsByNameView(context: SheetContext): PartView<PartsByName> {
  const tabs = element('div', { class: 'tabs', role: 'tablist' });
  const search = element('input', { type: 'search', class: 'search' });
  const found = element('p', { class: 'quiet', role: 'status' });
  const list = context.list();
  const head = element('div', { class: 'panel-head' });
  const panel = element('div', { class: 'panel', role: 'tabpanel', tabindex: -1 }, head, list.element);
  let choices: PartsByName['choices'] = [];
  let chosen: string | undefined;
  let names = '';
  keepTyping(search);

  const tabOf = (name: string | undefined): HTMLElement | undefined =>
    [...tabs.children].find((tab): tab is HTMLElement => (tab as HTMLElement).dataset['key'] === name);
  const choose = (name: string, focus = false): void => {
    chosen = name;
    for (const tab of tabs.children)
      setAttributes(tab, {
        'aria-selected': String((tab as HTMLElement).dataset['key'] === name),
        tabindex: (tab as HTMLElement).dataset['key'] === name ? 0 : -1,
      });
    const at = choices.find(choice => choice.name === name);
    panel.setAttribute('aria-label', name);
    head.replaceChildren(
      element('h5', { title: name }, name),
      ...(at?.item ? [context.choosing.box(at.item)] : []),
    );
    list.show(at?.parts ?? []);
    const tab = tabOf(name);
    if (focus) tab?.focus();
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const filter = (): void => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const tab of tabs.children as HTMLCollectionOf<HTMLElement>) {
      tab.hidden = !(tab.dataset['key'] ?? '').toLowerCase().includes(wanted);
      if (!tab.hidden) count++;
    }
    found.textContent = wanted === '' ? '' : `${count} of ${choices.length}`;
  };
  search.addEventListener('input', filter);
  search.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    const first = [...tabs.children].find((tab): tab is HTMLElement => !(tab as HTMLElement).hidden);
    if (first?.dataset['key'] !== undefined) choose(first.dataset['key'], true);
  });
  tabs.addEventListener('keydown', event => {
    const open = ([...tabs.children] as HTMLElement[]).filter(tab => !tab.hidden);
    const at = open.findIndex(tab => tab.dataset['key'] === chosen);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: open.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // The notebook moves between cells on arrows.
    event.stopPropagation();
    const key = open[to]?.dataset['key'];
    if (key !== undefined) choose(key, true);
  });

  return {
    element: element('div', {}, element('div', { class: 'finder' }, search, found), tabs, panel),
    show: part => {
      ({ choices } = part);
      const now = JSON.stringify(choices.map(({ name, thumbnail }) => [name, thumbnail]));
      setAttributes(tabs, { 'aria-label': part.title || part.what });
      setAttributes(search, {
        placeholder: `Find ${article(part.what)}`,
        'aria-label': `Find ${article(part.what)}`,
      });
      search.parentElement!.hidden = choices.length < searchFrom;
      if (now !== names) {
        names = now;
        tabs.replaceChildren(...choices.map(choice => tabFor(choice, context, () => choose(choice.name))));
        tabs.classList.toggle(
          'pictures',
          choices.some(({ thumbnail }) => thumbnail),
        );
        filter();
      }
      const kept = choices.find(({ name }) => name === chosen) ?? choices[0];
      if (kept) choose(kept.name);
      else {
        list.show([]);
        tabs.replaceChildren(element('p', { class: 'quiet' }, `There is no ${part.what} to choose.`));
      }
    },
  };
}

function tabFor(
  { name, thumbnail, item }: Choice,
  { choosing }: SheetContext,
  press: () => void,
): HTMLElement {
  const tab = element(
    'button',
    { type: 'button', role: 'tab', class: 'tab', title: name, 'data-key': name },
    ...(thumbnail ? [element('img', { src: thumbnail, alt: '', decoding: 'async' })] : []),
    element('span', {}, name.replace(/^.*[/\\](?=.)/, '') || '(no name)'),
  );
  tab.addEventListener('click', press);
  return item ? choosing.mark(tab, item) : tab;
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

export const partsByNameStyle = `
.finder { display: flex; gap: 10px; align-items: center; margin-bottom: 6px; }
.search { font: inherit; color: var(--vscode-input-foreground, var(--text)); background: var(--vscode-input-background, var(--surface)); border: 1px solid var(--vscode-input-border, var(--line)); border-radius: 3px; padding: 3px 8px; width: min(260px, 100%); }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; max-height: 156px; overflow-y: auto; padding: 3px; margin: -3px; }
.tabs.pictures { max-height: 250px; }
.tab { max-width: 240px; border: 1px solid var(--line); border-radius: 5px; padding: 3px 10px; background: none; cursor: pointer; }
.tab > span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tab:hover { background: var(--track); }
.tab[aria-selected='true'] { background: var(--tint); border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.pictures .tab { width: 84px; padding: 4px; font-size: 0.88em; text-align: center; }
.pictures .tab > span { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; white-space: normal; line-height: 1.2; }
.tab img { display: block; width: 100%; aspect-ratio: 1; object-fit: contain; background: #000; border-radius: 3px; margin-bottom: 2px; }
.panel-head { display: flex; align-items: center; gap: 4px; margin-bottom: 4px; }
.panel-head h5 { margin: 0; font-size: 1em; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.panel { margin-top: 12px; padding-left: 12px; border-left: 2px solid var(--line); }
`;
