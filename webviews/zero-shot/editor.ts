import { loadControls, type Controls, type ValueControl } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { keepTyping } from '../runtime/typing.ts';

/**
 * Fields to change, add and remove texts. `set` asks the kernel; it settles with the texts that are now scored.
 * A change counts when the field is left or Enter is pressed; changes made meanwhile are asked for next.
 */
export function textEditor(
  texts: readonly string[],
  set: (texts: readonly string[]) => Promise<readonly string[]>,
  signal: AbortSignal,
): HTMLElement {
  const list = element('div', { class: 'fields' });
  const status = element('p', { class: 'status', role: 'status' });
  const editor = element('form', { class: 'editor', 'aria-label': 'Texts' }, list, status);
  editor.addEventListener('submit', event => event.preventDefault(), { signal });
  void loadControls().then(controls => {
    if (!signal.aborted) fillEditor(controls, { list, status, texts, set });
  });
  return editor;
}

interface Parts {
  readonly list: HTMLElement;
  readonly status: HTMLElement;
  readonly texts: readonly string[];
  readonly set: (texts: readonly string[]) => Promise<readonly string[]>;
}

function fillEditor(controls: Controls, { list, status, texts, set }: Parts): void {
  const fields: ValueControl[] = [];
  let scored = texts;
  let asking = false;

  const send = async (): Promise<void> => {
    const wanted = [...new Set(fields.map(field => field.value.trim()).filter(text => text !== ''))];
    if (asking || sameTexts(wanted, scored)) return;
    if (wanted.length === 0) {
      say('At least one text is needed.', true);
      return;
    }
    asking = true;
    say('Scoring …');
    try {
      scored = await set(wanted);
      asking = false;
      say('');
      await send();
    } catch (error) {
      // Enter asks again for the same texts.
      scored = [];
      asking = false;
      say(error instanceof Error ? error.message : String(error), true);
    }
  };

  const say = (sentence: string, bad = false): void => {
    status.textContent = sentence;
    status.classList.toggle('bad', bad);
  };

  const add = (text: string): ValueControl => {
    const field = controls.textField('Text', text, { placeholder: 'a text to score' });
    const remove = controls.button(`Remove ${text || 'this text'}`, () => drop(), { quiet: true, text: '×' });
    const row = element('div', { class: 'field' }, field, remove);
    const drop = (): void => {
      const at = fields.indexOf(field);
      fields.splice(at, 1);
      row.remove();
      (fields[at] ?? fields.at(-1) ?? adder).focus();
      void send();
    };
    field.addEventListener('change', () => void send());
    keepTyping(field);
    field.addEventListener('keydown', event => {
      if (event.key === 'Enter') void send();
    });
    fields.push(field);
    list.insertBefore(row, adder);
    return field;
  };

  const adder = controls.button('Add a text', () => add('').focus(), { text: '+ Add text' });
  list.append(adder);
  for (const text of texts) add(text);
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, at) => text === right[at]);
}
