import { element } from '../runtime/elements.ts';

/** Draws many things a step at a time: a button gives the next ones, and says how many are left. */
export function inSteps(
  step: number,
  place: HTMLElement,
  { noun = 'rows' }: { readonly noun?: string } = {},
): {
  readonly more: HTMLElement;
  /** Draws anew; `again` keeps as many as were asked for. */
  show(count: number, make: (at: number) => HTMLElement, again: boolean): void;
} {
  const more = element('button', { type: 'button', class: 'link more-rows', 'data-key': 'more' });
  let wanted = step;
  let grow = (): void => undefined;
  more.addEventListener('click', () => grow());
  return {
    more,
    show: (count, make, again) => {
      if (!again) wanted = step;
      let drawn = 0;
      const next = (): HTMLElement[] => {
        const made = Array.from({ length: Math.min(count, wanted) - drawn }, (_, at) => make(drawn + at));
        drawn += made.length;
        const left = count - drawn;
        more.hidden = left === 0;
        more.textContent = `Show ${Math.min(step, left).toLocaleString('en')} more of ${left.toLocaleString('en')} ${noun}`;
        return made;
      };
      place.replaceChildren(...next());
      grow = () => {
        wanted += step;
        place.append(...next());
      };
    },
  };
}
