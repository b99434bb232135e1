import type { TextsPart } from '../protocol/sheet.ts';
import type { Controls, ValueControl } from '../runtime/controls.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';

export interface TextGroup {
  readonly element: HTMLElement;
  /** Texts as they are typed, without the empty ones. */
  texts(): readonly string[];
  /** Whether a text that must be there is empty. */
  lacksText(): boolean;
  /** Shows other texts; fields that hold them already are left alone. */
  set(texts: readonly string[]): void;
  /** A sentence beside the field that was changed last. */
  say(problem: string): void;
}

/** One group: its label and its texts, as fields where there are controls. */
export function textGroup(
  { label, texts }: TextsPart['groups'][number],
  {
    extensible,
    controls,
    changed,
  }: {
    readonly extensible: boolean;
    readonly controls: Controls | undefined;
    /** `soon` when a field is left or Enter is pressed. */
    readonly changed: (soon: boolean) => void;
  },
): TextGroup {
  const list = element('ul', { class: 'texts', 'aria-label': label });
  const problem = element('p', { role: 'alert' });
  const adding = element('div', { class: 'adding' });
  const fields: { readonly field: ValueControl; readonly row: HTMLElement; readonly drop?: HTMLElement }[] =
    [];
  let kept = texts;
  let last: HTMLElement | undefined;

  const nameOf = (at: number): string => `${label || 'Text'} ${at + 1}`;
  const number = (): void =>
    fields.forEach(({ field, drop }, at) => {
      const name = nameOf(at);
      setAttributes(field, { 'aria-label': name });
      if (drop) {
        setAttributes(drop, { 'aria-label': `Remove ${name}`, title: `Remove ${name}` });
        drop.hidden = fields.length === 1;
      }
    });
  const add = (text: string, own: Controls): ValueControl => {
    const field = own.textField(nameOf(fields.length), text, { placeholder: 'a text' });
    let told = text;
    const tell = (soon: boolean): void => {
      last = row;
      if (soon || field.value !== told) changed(soon);
      told = field.value;
    };
    keepTyping(field);
    field.addEventListener('input', () => tell(false));
    field.addEventListener('change', () => tell(true));
    field.addEventListener('keydown', event => {
      if (event.key === 'Enter') tell(true);
    });
    const drop = extensible ? own.button(label, () => remove(), { quiet: true, text: '×' }) : undefined;
    const row = element('li', {}, field, ...(drop ? [drop] : []));
    const entry = { field, row, ...(drop && { drop }) };
    const remove = (): void => {
      const at = fields.indexOf(entry);
      fields.splice(at, 1);
      row.remove();
      number();
      (fields[at] ?? fields.at(-1))?.field.focus();
      last = undefined;
      changed(true);
    };
    fields.push(entry);
    list.append(row);
    number();
    return field;
  };
  if (controls) {
    for (const text of texts) add(text, controls);
    if (extensible)
      adding.append(
        controls.button(`Add to ${label || 'the texts'}`, () => add('', controls).focus(), { text: '+ Add' }),
      );
  } else list.append(...texts.map(text => element('li', { class: 'text', title: text }, text)));
  return {
    element: element(
      'div',
      { class: 'text-group', role: 'group', 'aria-label': label },
      ...(label === '' ? [] : [element('span', { class: 'label', title: label }, label)]),
      element('div', { class: 'fields' }, list, problem, adding),
    ),
    texts: () =>
      controls ? fields.map(({ field }) => field.value.trim()).filter(text => text !== '') : kept,
    lacksText: () => !extensible && fields.some(({ field }) => field.value.trim() === ''),
    set: next => {
      kept = next;
      if (!controls) {
        list.replaceChildren(...next.map(text => element('li', { class: 'text', title: text }, text)));
        return;
      }
      const blank = fields.filter(({ field }) => field.value.trim() === '');
      const filled = fields.filter(each => !blank.includes(each));
      // Fields that are still empty wait to be filled.
      const same =
        filled.length === next.length && filled.every(({ field }, at) => field.value.trim() === next[at]);
      if (same) return;
      for (const { row } of fields.splice(next.length)) row.remove();
      next.forEach((text, at) => {
        const known = fields[at]?.field;
        if (!known) add(text, controls);
        else if (known.value !== text) known.value = text;
      });
      number();
    },
    say: sentence => {
      problem.textContent = sentence;
      if (last?.isConnected) last.append(problem);
      else list.after(problem);
    },
  };
}

export const textsStyle = `
.text-groups { display: grid; gap: 8px; max-width: 900px; }
.text-group { display: grid; grid-template-columns: minmax(70px, 22%) minmax(0, 1fr); gap: 12px; align-items: start; }
.text-group > :only-child { grid-column: 1 / -1; }
.text-group > .label { padding-top: 4px; font-weight: 600; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; }
.texts { display: grid; gap: 4px; }
.texts li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 6px; align-items: center; }
.texts li [role='alert'] { grid-column: 1 / -1; }
.texts .text { display: block; padding: 3px 8px; border-left: 2px solid var(--line); background: var(--faint); border-radius: 0 3px 3px 0; max-height: 9em; overflow: auto; }
.adding:not(:empty) { margin-top: 4px; }
`;
