import type { WorkbenchHostMessage, WorkbenchState } from '../protocol/workbench.ts';
import type { Controls } from '../runtime/controls.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { asking } from './asking.ts';
import { choiceBar } from './choice-bar.ts';
import { written } from './edits.ts';
import type { PanelHost } from './host.ts';
import { promptList } from './prompt-list.ts';
import { results } from './results.ts';

/** The whole panel: choices, prompts, the button that writes a cell, and the picture. */
export function drawWorkbench(root: ShadowRoot, controls: Controls, host: PanelHost): void {
  const heading = element('h2', { class: 'notebook' });
  const status = element('p', { class: 'status', role: 'status' });
  const picture = results();
  const stateNow = (): WorkbenchState => ({ prompts: list.prompts(), ...choices.chosen() });
  const changed = (): void => {
    host.post({ kind: 'keep', state: stateNow() });
    refresh();
  };
  const list = promptList(controls, changed);
  const choices = choiceBar(controls, { changed, pickFolder: () => host.post({ kind: 'pick-folder' }) });
  const insert = controls.button('Insert as cell', () => host.post({ kind: 'insert', state: stateNow() }));
  const asks = asking(stateNow, (request, state) => {
    say('Scoring …');
    host.post({ kind: 'score', request, state });
  });
  const body = element('div', { class: 'bench' }, choices.root, list.root, insert, status, picture.root);
  const none = element('p', { class: 'none', role: 'status' });
  setAttributes(body, { hidden: true });
  root.append(heading, none, body);

  const say = (sentence: string, bad = false): void => {
    status.textContent = sentence;
    status.classList.toggle('bad', bad);
  };
  const refresh = (): void => {
    const some = written(list.prompts()).length > 0;
    setAttributes(insert, { disabled: !some });
    if (some) asks.soon();
    else {
      picture.clear();
      say('Write a prompt, or paste several lines at once.');
    }
  };
  const hear = (message: WorkbenchHostMessage): void => {
    switch (message.kind) {
      case 'none':
        none.textContent = message.sentence;
        heading.textContent = '';
        setAttributes(body, { hidden: true });
        break;
      case 'notebook':
        none.textContent = '';
        heading.textContent = message.name;
        setAttributes(body, { hidden: false });
        picture.clear();
        choices.offer(undefined);
        choices.set(message.state.target, message.state.show);
        list.set(message.state.prompts);
        refresh();
        break;
      case 'sources':
        choices.offer(message.sources);
        // A cell may have given the variable another value.
        if (choices.chosen().target.kind === 'variable' || status.classList.contains('bad')) refresh();
        break;
      case 'folder':
        choices.set({ kind: 'folder', path: message.path }, choices.chosen().show);
        changed();
        break;
      case 'scored': {
        const { request, scored } = message;
        const last = asks.answered(request);
        if (written(list.prompts()).length === 0) break;
        if (last) say(encodedWords(scored.encoded));
        picture.show(scored.payload).catch((error: unknown) => say(sentenceOf(error), true));
        break;
      }
      case 'refused':
        if (asks.answered(message.request)) say(message.sentence, true);
        break;
      case 'say':
        say(message.sentence, message.bad);
    }
  };
  host.listen(hear);
  host.post({ kind: 'ready' });
}

function encodedWords(count: number): string {
  if (count === 0) return 'No prompt had to be encoded.';
  return `${count} ${count === 1 ? 'prompt was' : 'prompts were'} encoded.`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
