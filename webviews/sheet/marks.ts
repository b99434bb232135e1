import type { SheetMark } from '../protocol/sheet.ts';
import { markWords } from '../protocol/sheet-words.ts';
import { element, setAttributes } from '../runtime/elements.ts';

const signs: Readonly<Record<SheetMark | 'best', string>> = {
  good: 'M2.5 8.5l3.6 3.6 7-8',
  bad: 'M3.5 3.5l9 9m0-9l-9 9',
  caution: 'M8 2.2L14.4 13.6H1.6ZM8 6.4v3.4M8 11.4v.6',
  best: 'M8 1.8l1.9 4 4.4.5-3.3 3 .9 4.4L8 11.5l-3.9 2.2.9-4.4-3.3-3 4.4-.5Z',
};

/** A sign, drawn, for not every machine has a font with such; what it says is read aloud. */
export function markSign(mark: SheetMark | 'best'): HTMLElement {
  const path = drawn('path', { d: signs[mark] });
  const icon = drawn('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path);
  const words = mark === 'best' ? 'best' : markWords[mark];
  return element(
    'span',
    { class: `sign ${mark}`, title: words },
    icon,
    element('span', { class: 'unseen' }, `${words} `),
  );
}

/** The sign, or nothing. */
export function signOf(mark: SheetMark | undefined): readonly HTMLElement[] {
  return mark === undefined ? [] : [markSign(mark)];
}

/** An element of a drawing. */
export function drawn<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export const markStyle = `
.sign { display: inline-block; flex: none; }
.sign svg { width: 0.95em; height: 0.95em; vertical-align: -0.12em; margin-right: 0.35em; fill: none; stroke: currentColor; stroke-width: 2.1; stroke-linejoin: round; stroke-linecap: round; }
.sign.caution svg { stroke-width: 1.5; }
.sign.best svg { fill: currentColor; stroke: none; }
.sign.good { color: var(--good-ink); }
.sign.bad { color: var(--bad-ink); }
.sign.caution { color: var(--caution-ink); }
.sign.best { color: var(--accent-ink); }
`;
