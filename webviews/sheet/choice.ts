import type { ChoicePart } from '../protocol/sheet.ts';
import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';
import type { PartView, SheetContext } from './part-view.ts';

/** Options side by side are read at a glance; more go into a list. */
const sideBySide = 4;

/** One of a few options; the kernel answers with a new sheet. */
export function choiceView({ ask }: SheetContext): PartView<ChoicePart> {
  const place = element('div', { class: 'choices' });
  const problem = element('p', { role: 'alert' });
  const group = `choice-${Math.random().toString(36).slice(2)}`;
  let options = '';
  return {
    element: element('div', {}, place, problem),
    show: part => {
      const choose = async (option: string): Promise<void> => {
        problem.textContent = '';
        const sentence = await ask?.({ kind: 'set-choice', part: part.id, option });
        if (sentence === undefined) return;
        problem.textContent = sentence;
        show(part.value);
      };
      const show = (value: string): void => {
        for (const each of place.querySelectorAll('input')) each.checked = each.value === value;
        for (const each of place.querySelectorAll('select')) each.value = value;
      };
      const now = JSON.stringify([part.id, part.options]);
      if (now !== options) {
        options = now;
        const few = part.options.length <= sideBySide && part.options.join('').length < 90;
        if (ask) place.replaceChildren(...(few ? radios(part, group) : [list(part)]));
      }
      place.onchange = event => void choose((event.target as HTMLInputElement | HTMLSelectElement).value);
      problem.textContent = '';
      if (!ask) place.replaceChildren(chosenOf(part));
      show(part.value);
    },
  };
}

function chosenOf({ options, value }: ChoicePart): HTMLElement {
  const others = options.filter(option => option !== value);
  return element(
    'p',
    {},
    element('strong', {}, value),
    element('span', { class: 'quiet' }, others.length === 0 ? '' : `, not ${others.join(', ')}`),
  );
}

function radios({ title, options }: ChoicePart, group: string): HTMLElement[] {
  const buttons = options.map(option => {
    const radio = element('input', {
      type: 'radio',
      name: group,
      value: option,
      'data-key': option,
    });
    keepTyping(radio);
    return element('label', { class: 'option' }, radio, element('span', {}, option));
  });
  return [element('div', { role: 'radiogroup', 'aria-label': title, class: 'options' }, ...buttons)];
}

function list({ title, options }: ChoicePart): HTMLElement {
  const select = element(
    'select',
    { 'aria-label': title, class: 'select', 'data-key': 'choice' },
    ...options.map(option => element('option', { value: option }, option)),
  );
  keepTyping(select);
  return select;
}

export const choiceStyle = `
.options { display: flex; flex-wrap: wrap; gap: 4px 16px; }
.option { display: inline-flex; align-items: baseline; gap: 6px; cursor: pointer; }
.option input { accent-color: var(--accent); margin: 0; position: relative; top: 1px; }
.select { max-width: min(360px, 100%); font: inherit; padding: 3px 6px; color: var(--vscode-dropdown-foreground, var(--text)); background: var(--vscode-dropdown-background, var(--ground)); border: 1px solid var(--vscode-dropdown-border, var(--line)); border-radius: 3px; }
`;
