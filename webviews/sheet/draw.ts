import type { SheetData, SheetPart } from '../protocol/sheet.ts';
import { loadControls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { asksInTurn } from './asking.ts';
import { keepFocus } from './keep-place.ts';
import { markSign } from './marks.ts';
import { partList } from './part-list.ts';
import type { SheetContext } from './part-view.ts';

/** Title, result, cautions and parts; where the kernel answers, texts and choices are asked about and the answer shown in place. */
export function drawSheet({ root, payload, ask, signal }: Page<'sheet'>): void {
  const title = element('h3', { tabindex: -1 });
  const badge = element('span', { class: 'badge' }, 'edited');
  const tools = element('span', { class: 'tools' });
  const summary = element('p', { class: 'summary', 'aria-live': 'polite' });
  const cautions = element('div', { class: 'cautions' });
  const status = element('p', { class: 'status', role: 'status' });
  let last: SheetData | undefined;

  const show = (data: SheetData): void =>
    keepFocus(root, () => {
      title.textContent = data.title;
      if (summary.textContent !== data.summary) summary.textContent = data.summary;
      if (last?.cautions.join('\n') !== data.cautions.join('\n'))
        cautions.replaceChildren(...data.cautions.map(cautionOf));
      badge.hidden = !data.edited;
      if (!data.edited && tools.contains(root.activeElement)) title.focus({ preventScroll: true });
      tools.hidden = !data.edited;
      parts.show(data.parts);
      last = data;
    });
  const say = (sentence: string, bad = false): void => {
    status.textContent = sentence;
    status.classList.toggle('bad', bad);
  };
  const asking =
    ask &&
    asksInTurn(ask, {
      show: answer => {
        say('');
        show(answer);
      },
      busy: busy => {
        view.setAttribute('aria-busy', String(busy));
        if (busy) say('Scoring …');
        else if (status.textContent === 'Scoring …') say('');
      },
    });
  const resets = new EventTarget();
  const context: SheetContext = { signal, ask: asking, resets, list: () => partList(context) };
  const parts = context.list();
  const { provenance, data } = payload;
  const view = element(
    'section',
    { class: 'view', 'aria-label': data.title },
    element('header', {}, title, badge, tools, status),
    summary,
    cautions,
    parts.element,
    element('footer', {}, ...(provenance ? [provenanceFooter(provenance)] : [])),
  );
  show(data);
  root.append(view);
  if (!asking) return;
  const tell = (problem: string | undefined): void => {
    if (problem !== undefined) say(problem, true);
  };
  if (data.parts.some(isEditable))
    void loadControls().then(controls => {
      if (signal.aborted) return;
      const reset = (): void => {
        resets.dispatchEvent(new Event('reset'));
        void asking({ kind: 'reset' }).then(tell);
      };
      tools.append(controls.button('Reset to what the cell gave', reset, { text: 'Reset' }));
    });
  void asking({ kind: 'latest' }).then(tell);
}

function cautionOf(sentence: string): HTMLElement {
  return element('p', { class: 'caution', role: 'note' }, markSign('caution'), element('span', {}, sentence));
}

function isEditable(part: SheetPart): boolean {
  return (
    part.kind === 'texts' ||
    part.kind === 'choice' ||
    (part.kind === 'by-name' && part.choices.some(({ parts }) => parts.some(isEditable)))
  );
}
