import type { SheetData, SheetPart } from '../protocol/sheet.ts';
import { loadControls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { choosing } from '../runtime/choosing.ts';
import { asksInTurn } from './asking.ts';
import { itemKinds } from './item-kinds.ts';
import { keepFocus } from './keep-place.ts';
import { markSign } from './marks.ts';
import { partList } from './part-list.ts';
import type { SheetContext } from './part-view.ts';

/** Title, result, cautions and parts; where the kernel answers, texts and choices are asked about and the answer shown in place. */
export function drawSheet(page: Page<'sheet'>): void {
  const { root, payload, ask, signal } = page;
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
      chosen.refresh();
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
  const items = itemKinds(payload.data.parts);
  const chosen = choosing(page, items ?? 'images');
  const context: SheetContext = {
    signal,
    ask: asking,
    choosing: chosen,
    resets,
    list: () => partList(context),
  };
  const parts = context.list();
  const { provenance, data } = payload;
  const editable = data.parts.some(isEditable);
  const view = element(
    'section',
    { class: 'view', 'aria-label': data.title },
    element('header', {}, title, badge, tools, status),
    summary,
    cautions,
    ...(editable && !ask ? [element('p', { class: 'quiet read-only' }, readOnly)] : []),
    ...(items ? [chosen.line] : []),
    parts.element,
    element('footer', {}, ...(provenance ? [provenanceFooter(provenance)] : [])),
  );
  show(data);
  page.exports(() => ({ ...payload, data: last ?? data }));
  root.append(view);
  if (!asking) return;
  const tell = (problem: string | undefined): void => {
    if (problem !== undefined) say(problem, true);
  };
  if (editable)
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

const readOnly =
  'Read-only here: open the notebook in the editor and run its cell again to change texts and choices.';

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
