import type { ViewPayload } from '../protocol/views.ts';
import type { ZeroShotData } from '../protocol/zero-shot.ts';
import { choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { cardOf } from './card.ts';
import { textEditor } from './editor.ts';
import { rankTexts } from './ranking.ts';

/** Summary, the editor of texts where the kernel answers, a card for each image, and how it was made. */
export function drawZeroShot(page: Page<'zero-shot'>): void {
  const view = element('section', { class: 'view', 'aria-label': 'Zero-shot classification' });
  const summary = element('p', { class: 'summary', 'aria-live': 'polite' });
  const cards = element('ul', { class: 'cards', 'aria-label': 'Images' });
  const choose = choosing(page, 'images and prompts');
  const cautions = element('div', { class: 'cautions' });
  const notes = element('div', { class: 'notes' });
  const footer = element('footer');
  let shown = page.payload;
  page.exports(() => shown);
  const show = (payload: ViewPayload<'zero-shot'>): void => {
    shown = payload;
    const { data, provenance } = payload;
    const ranked = rankTexts(data);
    summary.replaceChildren(...summaryOf(data));
    cards.replaceChildren(...data.images.map((image, row) => cardOf(image, ranked[row]!, choose)));
    cautions.replaceChildren(
      ...(data.cautions ?? []).map(caution => element('p', { class: 'caution', role: 'note' }, caution)),
    );
    notes.replaceChildren(...notesOf(data));
    footer.replaceChildren(...(provenance ? [provenanceFooter(provenance)] : []));
  };
  show(page.payload);
  view.append(summary, cautions);
  const { ask } = page;
  if (ask) {
    const set = async (texts: readonly string[]): Promise<readonly string[]> => {
      const payload = (await ask({ kind: 'set-texts', texts })) as ViewPayload<'zero-shot'>;
      show(payload);
      return payload.data.texts;
    };
    view.append(textEditor(page.payload.data.texts, set, page.signal));
  }
  view.append(choose.line, cards, notes, footer);
  page.root.append(view);
}

function summaryOf({ total, accuracy, texts, scoring }: ZeroShotData): (Node | string)[] {
  const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    element('strong', {}, counted(total, 'image')),
    ` against ${counted(texts.length, 'text')}`,
    ...(accuracy === undefined
      ? []
      : [' · ', element('strong', {}, `${(accuracy * 100).toFixed(1)} %`), ' named rightly']),
    ...(scoring === 'sigmoid' ? [' · each text is judged alone'] : []),
  ];
}

function notesOf({ images, total, unreadable }: ZeroShotData): Node[] {
  const notes: Node[] = [];
  if (images.length < total)
    notes.push(element('p', { class: 'quiet' }, `The first ${images.length} of ${total} images are shown.`));
  for (const { name, problem } of unreadable.slice(0, 10))
    notes.push(
      element(
        'p',
        { class: 'quiet' },
        `Left out: ${problem.includes(name) ? problem : `${name}: ${problem}`}`,
      ),
    );
  if (unreadable.length > 10)
    notes.push(element('p', { class: 'quiet' }, `${unreadable.length - 10} more could not be read.`));
  return notes;
}
