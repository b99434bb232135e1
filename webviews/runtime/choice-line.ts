import type { Selection } from '../protocol/selection.ts';
import { element } from './elements.ts';
import type { PageSelection } from './selection.ts';

/** “3 images and 1 prompt chosen · Clear”, and how a cell gets them; while nothing is chosen, what choosing does. */
export function choiceLine(
  selection: PageSelection,
  what: 'images' | 'prompts' | 'images and prompts',
): HTMLElement {
  const words = element('span', { 'aria-live': 'polite' });
  const clear = element('button', { class: 'clear', type: 'button' }, 'Clear');
  const line = element('p', { class: 'choice-line quiet' }, words, clear);
  const show = (): void => {
    const chosen = wordsOf(selection.current());
    // A button that goes takes the focus with it.
    if (clear.matches(':focus') && chosen === '') line.focus();
    clear.hidden = chosen === '';
    line.classList.toggle('some', chosen !== '');
    if (chosen === '') words.replaceChildren(`Choose ${what} to mark them in every output of the notebook.`);
    else
      words.replaceChildren(
        element('strong', {}, `${chosen} chosen`),
        ...(selection.readable ? [' · in the next cell: ', element('code', {}, 'selection()')] : []),
      );
  };
  line.tabIndex = -1;
  clear.addEventListener('click', () => selection.choose({ images: [], prompts: [] }));
  selection.onChange(show);
  show();
  return line;
}

function wordsOf({ images, prompts }: Selection): string {
  const counted = (count: number, noun: string): string[] =>
    count === 0 ? [] : [`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`];
  return [...counted(images.length, 'image'), ...counted(prompts.length, 'prompt')].join(' and ');
}
