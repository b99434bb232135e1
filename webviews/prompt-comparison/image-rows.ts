import type { PromptComparisonData } from '../protocol/prompt-comparison.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { moveFocusWithArrows } from '../runtime/roving-focus.ts';
import { drawn, markPath } from './marks.ts';
import type { Scores } from './scores.ts';

export const orders = ['largest disagreement first', 'as given', 'by name'] as const;
export type Order = (typeof orders)[number];

/** Which class's probability a row shows: a class, the true one, or the one that variants disagree on most. */
export type Focus = { readonly class: number } | 'true' | 'widest';

export interface ImageRows {
  readonly element: HTMLElement;
  show(
    scores: Scores,
    choice: { readonly order: Order; readonly focus: Focus; readonly pair: readonly [number, number] },
  ): void;
  /** Leads to one image. */
  find(image: number): void;
}

interface Row {
  readonly item: HTMLElement;
  readonly label: HTMLElement;
  readonly picture: SVGSVGElement;
  readonly link: SVGLineElement;
  readonly marks: SVGSVGElement[];
}

/** One row an image with a mark for each variant, on a common axis of probability. Nodes stay: an edit only moves marks. */
export function imageRows(data: PromptComparisonData, choose: Choosing): ImageRows {
  const { images, classes } = data;
  const list = element('ul', {
    class: 'images',
    role: 'listbox',
    'aria-multiselectable': 'true',
    'aria-label': 'Images',
  });
  const axis = element('div', { class: 'axis', 'aria-hidden': 'true' });
  const rows = images.map(({ name, thumbnail, truth }): Row => {
    const label = element('span', { class: 'quiet' });
    const link = drawn('line', { y1: '50%', y2: '50%', class: 'link' });
    const picture = drawn(
      'svg',
      { class: 'plot', 'aria-hidden': 'true' },
      drawn('line', { x1: '0%', x2: '100%', y1: '50%', y2: '50%', class: 'rail' }),
      link,
    );
    const item = element(
      'li',
      { class: 'image', role: 'option', tabindex: -1 },
      choose.tick(),
      thumbnail
        ? element('img', { src: thumbnail, alt: '', decoding: 'async', loading: 'lazy' })
        : element('span', { class: 'gone' }, '?'),
      element(
        'span',
        { class: 'about' },
        element('span', { class: 'name', title: name }, shortName(name)),
        label,
      ),
      picture,
    );
    if (truth) item.dataset['truth'] = truth.join(' + ') || 'none';
    choose.press(item, { kind: 'image', name }, 'aria-selected');
    return { item, label, picture, link, marks: [] };
  });
  list.append(...rows.map(({ item }) => item));
  let before = '';

  return {
    element: element('div', { class: 'plots' }, axis, list),
    find: image => {
      const { item } = rows[image]!;
      for (const each of rows) each.item.tabIndex = -1;
      item.tabIndex = 0;
      item.scrollIntoView({ block: 'nearest' });
      item.focus();
    },
    show: (scores, { order, focus, pair }) => {
      const variants = scores.variants.length;
      const columns = images.map((_, image) => columnOf(data, scores, image, focus));
      const values = images.map((_, image) =>
        Array.from({ length: variants }, (__, variant) =>
          scores.probabilityOf(variant, image, columns[image]!),
        ),
      );
      const [low, high] = rangeOf(values);
      const x = (value: number): string => `${(((value - low) / (high - low)) * 100).toFixed(2)}%`;
      axis.replaceChildren(...ticks(low, high).map(tick => tickAt(tick, x(tick))));
      rows.forEach((row, image) => {
        while (row.marks.length > variants) row.marks.pop()!.remove();
        for (let at = row.marks.length; at < variants; at++) {
          const mark = drawn('svg', { y: '50%', overflow: 'visible' }, markPath(at));
          row.marks.push(mark);
          row.picture.append(mark);
        }
        values[image]!.forEach((value, at) => row.marks[at]!.setAttribute('x', x(value)));
        const [left, right] = pair.map(variant => values[image]![variant] ?? low) as [number, number];
        row.link.setAttribute('x1', x(left));
        row.link.setAttribute('x2', x(right));
        const said = classes[columns[image]!]!;
        row.label.textContent = `p(${said})${images[image]!.truth ? ` · true: ${row.item.dataset['truth']!}` : ''}`;
        const told = values[image]!.map(
          (value, at) => `${scores.variants[at]!.name} ${value.toFixed(3)}`,
        ).join(', ');
        row.item.setAttribute('aria-label', `${images[image]!.name}, ${row.label.textContent}: ${told}`);
      });
      const sorted = ordered(
        images.map((_, image) => image),
        { order, scores, data },
      );
      const now = sorted.join();
      if (now === before) return;
      before = now;
      list.append(...sorted.map(image => rows[image]!.item));
      for (const { item } of rows) item.tabIndex = -1;
      moveFocusWithArrows(list);
    },
  };
}

function columnOf(
  { classes, images }: PromptComparisonData,
  scores: Scores,
  image: number,
  focus: Focus,
): number {
  if (typeof focus === 'object') return focus.class;
  const truth = images[image]!.truth?.[0];
  if (focus === 'true' && truth !== undefined) return classes.indexOf(truth);
  const widths = classes.map((_, column) => {
    const values = scores.variants.map((__, variant) => scores.probabilityOf(variant, image, column));
    return Math.max(...values) - Math.min(...values);
  });
  return widths.indexOf(Math.max(...widths));
}

/** All of 0 to 1, or the part that holds all marks where that is less than a third of it: pairs without temperature lie near 0.5. */
function rangeOf(values: readonly (readonly number[])[]): [number, number] {
  let [low, high] = [1, 0];
  for (const row of values)
    for (const value of row) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (high - low > 1 / 3 || high < low) return [0, 1];
  const room = Math.max(0.01, (high - low) * 0.1);
  return [Math.max(0, low - room), Math.min(1, high + room)];
}

function ticks(low: number, high: number): number[] {
  return [0, 0.25, 0.5, 0.75, 1].map(share => low + share * (high - low));
}

function tickAt(value: number, left: string): HTMLElement {
  const tick = element('span', { class: 'tick' }, String(Number(value.toFixed(3))));
  tick.style.left = left;
  return tick;
}

function ordered(
  images: number[],
  {
    order,
    scores,
    data,
  }: { readonly order: Order; readonly scores: Scores; readonly data: PromptComparisonData },
): number[] {
  const { disagreement } = scores;
  if (order === 'as given') return images;
  if (order === 'by name')
    return images.sort((left, right) =>
      data.images[left]!.name.localeCompare(data.images[right]!.name, 'en', { numeric: true }),
    );
  return images.sort((left, right) => disagreement[right]! - disagreement[left]! || left - right);
}

/** The last part of a path. */
function shortName(name: string): string {
  return name.replace(/^.*[/\\](?=.)/, '');
}
