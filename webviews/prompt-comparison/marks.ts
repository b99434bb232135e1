/** Forms that variants are told apart by, beside their hues; centred, about nine pixels wide. */
const forms = [
  'M-4.2,0a4.2,4.2 0 1,0 8.4,0a4.2,4.2 0 1,0 -8.4,0',
  'M-4,-4h8v8h-8z',
  'M0,-5L5,4H-5z',
  'M0,-5.5L5.5,0L0,5.5L-5.5,0z',
  'M0,5L5,-4H-5z',
  'M-5,-1.6h3.4v-3.4h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4z',
];

type Attributes = Readonly<Record<string, string>>;

export function drawn<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The mark of variant `at`; from the seventh on hollow. */
export function markPath(at: number): SVGPathElement {
  return drawn('path', {
    d: forms[at % forms.length]!,
    class: `mark hue${at % forms.length}${at >= forms.length ? ' hollow' : ''}`,
  });
}

/** The mark by itself, for legends. */
export function markIcon(at: number): SVGSVGElement {
  return drawn(
    'svg',
    { width: '14', height: '14', viewBox: '-7 -7 14 14', 'aria-hidden': 'true', class: 'icon' },
    markPath(at),
  );
}
