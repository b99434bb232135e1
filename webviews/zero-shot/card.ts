import type { ZeroShotImage } from '../protocol/zero-shot.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import { percent, type RankedText } from './ranking.ts';
import { verdictIcon } from './verdict-icon.ts';

/** Bars that a card shows before it is asked for more. */
const fewest = 5;

/** One image: its thumbnail, which grows when pressed, and its texts as bars. */
export function cardOf(image: ZeroShotImage, ranked: readonly RankedText[], choose: Choosing): HTMLElement {
  const { name, truth, thumbnail } = image;
  const wrong = truth !== undefined && ranked[0]?.text !== truth;
  // A true text that is not among the first is what one looks for in a wrong answer.
  const first = ranked.filter(({ text }, at) => at < fewest || text === truth);
  const bars = element(
    'ol',
    { class: 'bars', role: 'listbox', 'aria-multiselectable': 'true', 'aria-label': `Texts for ${name}` },
    ...first.map((each, at) => barOf(each, truth, at === 0, choose)),
  );
  moveFocusWithArrows(bars);
  const item = { kind: 'image', name } as const;
  const head = element(
    'h4',
    { class: 'name', title: name },
    choose.box(item),
    element('span', { class: 'short' }, shortName(name)),
  );
  const body = element('div', { class: 'body' }, head, bars);
  if (truth !== undefined) head.append(verdict(wrong, truth));
  if (first.length < ranked.length)
    body.append(moreButton(bars, ranked, truth, ranked.length - first.length, choose));
  return choose.mark(
    element(
      'li',
      { class: wrong ? 'card wrong' : 'card' },
      ...(thumbnail ? [zoomable(name, thumbnail)] : []),
      body,
    ),
    item,
  );
}

function barOf(
  { text, probability, cosine }: RankedText,
  truth: string | undefined,
  top: boolean,
  choose: Choosing,
): HTMLElement {
  const true_ = text === truth;
  const kind = true_ ? 'bar true' : truth !== undefined && top ? 'bar false' : 'bar';
  const fill = element('span', { class: 'fill' });
  fill.style.width = `${Math.min(1, Math.max(0, probability)) * 100}%`;
  const bar = element(
    'li',
    { class: kind, role: 'option', tabindex: -1, title: text },
    element('span', { class: 'text' }, ...(true_ ? [verdictIcon('right')] : []), text),
    ...(true_ ? [element('span', { class: 'unseen' }, ' (true)')] : []),
    element('span', { class: 'cosine' }, `cosine ${cosine.toFixed(3)}`),
    element('span', { class: 'value' }, percent(probability)),
    element('span', { class: 'track', 'aria-hidden': 'true' }, fill),
  );
  return choose.press(bar, { kind: 'prompt', text }, 'aria-selected');
}

function verdict(wrong: boolean, truth: string): HTMLElement {
  return element(
    'span',
    { class: wrong ? 'verdict bad' : 'verdict good', title: `True: ${truth}` },
    verdictIcon(wrong ? 'wrong' : 'right'),
    element('span', { class: 'unseen' }, wrong ? ` wrong, true is ${truth}` : ' right'),
  );
}

function moreButton(
  bars: HTMLElement,
  ranked: readonly RankedText[],
  truth: string | undefined,
  hidden: number,
  choose: Choosing,
): HTMLElement {
  const button = element('button', { class: 'more', type: 'button' }, `${hidden} more`);
  button.addEventListener('click', () => {
    bars.replaceChildren(...ranked.map((each, at) => barOf(each, truth, at === 0, choose)));
    moveFocusWithArrows(bars);
    button.remove();
    bars.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  return button;
}

function zoomable(name: string, source: string): HTMLElement {
  const button = element(
    'button',
    { class: 'thumbnail', type: 'button', 'aria-label': `Enlarge ${name}`, 'aria-expanded': 'false' },
    element('img', { src: source, alt: '', decoding: 'async' }),
  );
  const toggle = (open: boolean): void => {
    setAttributes(button, {
      'aria-expanded': String(open),
      'aria-label': `${open ? 'Shrink' : 'Enlarge'} ${name}`,
    });
    button.parentElement?.classList.toggle('zoomed', open);
  };
  button.addEventListener('click', () => toggle(button.getAttribute('aria-expanded') === 'false'));
  button.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || button.getAttribute('aria-expanded') === 'false') return;
    // The next Escape clears what is chosen.
    event.stopPropagation();
    toggle(false);
  });
  return button;
}

/** The last part of a path. */
function shortName(name: string): string {
  return name.replace(/^.*[/\\](?=.)/, '');
}
