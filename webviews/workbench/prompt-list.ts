import type { WorkbenchPrompt } from '../protocol/workbench.ts';
import type { Controls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { moved } from './edits.ts';
import { promptRow, type PromptRow, type RowActs } from './prompt-row.ts';

/** The prompts as rows that can be edited, added, doubled, moved and removed. */
export interface PromptList {
  readonly root: HTMLElement;
  prompts(): WorkbenchPrompt[];
  set(prompts: readonly WorkbenchPrompt[]): void;
}

const empty: WorkbenchPrompt = { text: '', class: '', variant: '' };

export function promptList(controls: Controls, changed: () => void): PromptList {
  const list = element('ol', { class: 'prompts', 'aria-label': 'Prompts' });
  let rows: PromptRow[] = [];
  const renumber = (): void => rows.forEach((row, at) => row.number(at + 1));
  const insert = (at: number, prompts: readonly WorkbenchPrompt[]): PromptRow[] => {
    const made = prompts.map(prompt => promptRow(controls, prompt, acts));
    const before = rows[at]?.root ?? null;
    for (const { root } of made) list.insertBefore(root, before);
    rows.splice(at, 0, ...made);
    renumber();
    return made;
  };
  const acts: RowActs = {
    changed,
    add: (row, prompts) => {
      insert(rows.indexOf(row) + 1, prompts)
        .at(-1)
        ?.focus();
      changed();
    },
    move: (row, by) => {
      const from = rows.indexOf(row);
      const to = from + by;
      rows = moved(rows, from, to);
      // The neighbour is moved, so that what has the focus stays where it is.
      const neighbour = rows[from];
      if (neighbour === undefined || neighbour === row) return;
      list.insertBefore(neighbour.root, by < 0 ? row.root.nextSibling : row.root);
      renumber();
      changed();
    },
    remove: row => {
      const at = rows.indexOf(row);
      rows.splice(at, 1);
      row.root.remove();
      if (rows.length === 0) insert(0, [empty]);
      (rows[at] ?? rows.at(-1))?.focus();
      renumber();
      changed();
    },
  };
  const add = controls.button(
    'Add a prompt',
    () => {
      const last = rows.at(-1)?.prompt() ?? empty;
      insert(rows.length, [{ ...last, text: '' }])[0]?.focus();
      changed();
    },
    { text: '+ Add prompt' },
  );
  const hint = element(
    'p',
    { class: 'quiet' },
    'Enter adds a prompt, Alt+↑ and Alt+↓ move it. Pasted lines become prompts.',
  );
  return {
    root: element('section', { 'aria-label': 'Prompts' }, list, add, hint),
    prompts: () => rows.map(row => row.prompt()),
    set: prompts => {
      list.replaceChildren();
      rows = [];
      insert(0, prompts.length > 0 ? prompts : [empty]);
    },
  };
}
