import type { WorkbenchPrompt } from '../protocol/workbench.ts';
import type { Controls, ValueControl } from '../runtime/controls.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { pastedPrompts } from './edits.ts';

/** What a row asks of its list. */
export interface RowActs {
  readonly changed: () => void;
  readonly add: (row: PromptRow, prompts: readonly WorkbenchPrompt[]) => void;
  readonly move: (row: PromptRow, by: -1 | 1) => void;
  readonly remove: (row: PromptRow) => void;
}

/** One prompt: its text, class and variant as fields, and what can be done with it as buttons. */
export interface PromptRow {
  readonly root: HTMLElement;
  prompt(): WorkbenchPrompt;
  /** Its place in the list, from 1, as its controls are called. */
  number(place: number): void;
  focus(): void;
}

export function promptRow(controls: Controls, prompt: WorkbenchPrompt, acts: RowActs): PromptRow {
  const text = controls.textField('Prompt', prompt.text, { placeholder: 'a prompt; {} stands for a class' });
  const group = controls.textField('Class', prompt.class, { placeholder: 'class' });
  const variant = controls.textField('Variant', prompt.variant, { placeholder: 'variant' });
  const read = (): WorkbenchPrompt => ({ text: text.value, class: group.value, variant: variant.value });
  const buttons = [
    ['Move up', '↑', () => acts.move(row, -1)],
    ['Move down', '↓', () => acts.move(row, 1)],
    ['Duplicate', '2×', () => acts.add(row, [read()])],
    ['Remove', '×', () => acts.remove(row)],
  ] as const;
  const made = buttons.map(([name, sign, press]) =>
    controls.button(name, press, { quiet: true, text: sign }),
  );
  const root = element(
    'li',
    { class: 'prompt' },
    element('div', { class: 'line' }, text),
    element('div', { class: 'line' }, group, variant, element('span', { class: 'acts' }, ...made)),
  );
  const row: PromptRow = {
    root,
    prompt: read,
    number: place => {
      const name = (what: string, field: HTMLElement): void => setAttributes(field, { 'aria-label': what });
      name(`Prompt ${place}`, text);
      name(`Class of prompt ${place}`, group);
      name(`Variant of prompt ${place}`, variant);
      buttons.forEach(([what], at) => setAttributes(made[at]!, { 'aria-label': `${what} prompt ${place}` }));
    },
    focus: () => text.focus(),
  };
  for (const field of [text, group, variant]) field.addEventListener('input', acts.changed);
  text.addEventListener('paste', event =>
    takeLines(event, text, read, prompts => acts.add(row, prompts), acts.changed),
  );
  root.addEventListener('keydown', event => {
    const { key, altKey, isComposing } = event;
    if (isComposing) return;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      event.preventDefault();
      acts.move(row, key === 'ArrowUp' ? -1 : 1);
    } else if (key === 'Enter' && event.target === text) {
      event.preventDefault();
      acts.add(row, [{ ...read(), text: '' }]);
    }
  });
  return row;
}

/** Several lines become several prompts; an empty field takes the first itself. */
function takeLines(
  event: ClipboardEvent,
  field: ValueControl,
  read: () => WorkbenchPrompt,
  add: (prompts: readonly WorkbenchPrompt[]) => void,
  changed: () => void,
): void {
  const prompts = pastedPrompts(event.clipboardData?.getData('text/plain') ?? '', read());
  if (prompts === undefined) return;
  event.preventDefault();
  const plain = prompts[0]!.class === read().class && prompts[0]!.variant === read().variant;
  if (field.value.trim() === '' && plain) {
    field.value = prompts.shift()!.text;
    changed();
  }
  add(prompts);
}
