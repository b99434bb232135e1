import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';

export interface Choice {
  readonly element: HTMLElement;
  readonly value: string;
  /** Other options; the chosen one stays where it can. */
  offer(options: readonly string[]): void;
}

/** A labelled list of options. */
export function choice(label: string, options: readonly string[], value: string, chosen: () => void): Choice {
  const select = element('select', { class: 'choice' });
  const offer = (names: readonly string[]): void => {
    const before = select.value || value;
    const at = select.selectedIndex;
    if (
      names.length === select.options.length &&
      names.every((name, at) => select.options[at]!.value === name)
    )
      return;
    select.replaceChildren(...names.map(name => element('option', { value: name }, name)));
    // A variant that was renamed keeps its place.
    select.value = names.includes(before) ? before : (names[at] ?? names[0] ?? '');
  };
  offer(options);
  keepTyping(select);
  select.addEventListener('change', chosen);
  return {
    element: element('label', { class: 'labelled' }, element('span', { class: 'quiet' }, label), select),
    get value() {
      return select.value;
    },
    offer,
  };
}
