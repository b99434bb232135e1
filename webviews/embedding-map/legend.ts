import { markShapes } from '../protocol/map-marks.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import type { Look } from './look.ts';
import { trustSteps } from './scene.ts';
import type { Store } from './state.ts';

const namespace = 'http://www.w3.org/2000/svg';

/** Groups as buttons that hide and show them, and what halos mean. */
export function legendOf(
  store: Store,
  look: () => Look,
  halos: () => boolean,
): { element: HTMLElement; redraw(): void } {
  const { groupNames, groupOf, purity, near } = store.points;
  const place = element('div', { class: 'legend' });
  const sizes = new Uint32Array(groupNames.length);
  for (const group of groupOf) sizes[group]!++;
  const draw = (): void => {
    const { hidden } = store.get();
    const colors = look().groups;
    const buttons = groupNames.map((name, group) => {
      const { share, chance } = purity[group] ?? { share: NaN, chance: NaN };
      const told = Number.isFinite(share)
        ? `: ${percent(share)} of their ${near?.k ?? ''} nearest neighbours before the layout are of this group, ${percent(chance)} by chance`
        : '';
      const button = element(
        'button',
        {
          type: 'button',
          class: 'group',
          'aria-pressed': String(!hidden.has(group)),
          title: `${name}, ${sizes[group]} points${told}. Press to hide or show, with Shift to show it alone.`,
        },
        swatch(markShapes[colors[group]!.shape]!, colors[group]!.css),
        element('span', { class: 'name' }, name),
        ...(Number.isFinite(share) && sizes[group]! > 1
          ? [element('span', { class: 'quiet' }, percent(share))]
          : []),
      );
      button.addEventListener('click', event => toggle(group, event.shiftKey));
      return button;
    });
    const focused = [...place.querySelectorAll('button')].findIndex(button => button.matches(':focus'));
    place.replaceChildren(
      ...(groupNames.length > 1 ? buttons : []),
      ...(hidden.size > 0 ? [showAll()] : []),
      ...(halos() ? [haloKey()] : []),
    );
    if (focused >= 0) place.querySelectorAll('button')[focused]?.focus();
  };
  const toggle = (group: number, alone: boolean): void => {
    const { hidden } = store.get();
    const next = alone ? new Set(groupNames.keys()) : new Set(hidden);
    if (alone || hidden.has(group)) next.delete(group);
    else next.add(group);
    store.set({ hidden: next });
  };
  const showAll = (): HTMLElement => {
    const button = element('button', { type: 'button', class: 'group' }, 'Show all');
    button.addEventListener('click', () => store.set({ hidden: new Set() }));
    return button;
  };
  store.onChange(changed => {
    if (changed.has('hidden') || changed.has('halos')) draw();
  });
  return { element: place, redraw: draw };
}

function haloKey(): HTMLElement {
  const step = (ring: number, words: string): HTMLElement => {
    const drawn = svg();
    const dot = document.createElementNS(namespace, 'circle');
    setAttributes(dot, { cx: 8, cy: 8, r: 3, fill: 'currentColor' });
    drawn.append(dot);
    if (ring > 0) {
      const circle = document.createElementNS(namespace, 'circle');
      setAttributes(circle, {
        cx: 8,
        cy: 8,
        r: 6,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': ring,
      });
      drawn.append(circle);
    }
    return element('span', { class: 'key' }, drawn, words);
  };
  return element(
    'span',
    {
      class: 'halos quiet',
      title:
        'Trustworthiness (Venna and Kaski): 1 if the neighbours on the map are neighbours in the full space too. A halo marks points whose neighbours here are partly false.',
    },
    'Trust in a place:',
    step(0, `${trustSteps.thin} or more`),
    step(1.4, `below ${trustSteps.thin}`),
    step(2.6, `below ${trustSteps.thick}`),
  );
}

function swatch(shape: (typeof markShapes)[number], css: string): SVGElement {
  const drawn = svg();
  const path = document.createElementNS(namespace, 'path');
  setAttributes(path, { d: outlines[shape] });
  path.style.fill = css;
  drawn.append(path);
  return drawn;
}

function svg(): SVGElement {
  const drawn = document.createElementNS(namespace, 'svg');
  setAttributes(drawn, { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' });
  return drawn;
}

const outlines = {
  circle: 'M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0',
  square: 'M3.5 3.5h9v9h-9z',
  triangle: 'M8 2l5.8 9.5H2.2z',
  diamond: 'M8 1.8l6.2 6.2L8 14.2 1.8 8z',
  wedge: 'M8 14L2.2 4.5h11.6z',
  plus: 'M6 2h4v4h4v4h-4v4H6v-4H2V6h4z',
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
