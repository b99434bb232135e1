import type { BarGroup, BarsPart, SheetBar } from '../protocol/sheet.ts';
import { estimateText, given, hasInterval, numberText, shareOf } from '../protocol/sheet-words.ts';
import type { Choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import { itemList } from './item-list.ts';
import { signOf } from './marks.ts';
import type { PartView, SheetContext } from './part-view.ts';
import { inSteps } from './steps.ts';
import { figure } from './table-column.ts';

/** Groups drawn at once. */
const step = 100;

/** Horizontal bars in groups on one axis, which is written below them. */
export function barsView({ choosing }: SheetContext): PartView<BarsPart> {
  const groups = element('div', { class: 'groups' });
  const axis = element('div', { class: 'axis', 'aria-hidden': 'true' });
  const steps = inSteps(step, groups, { noun: 'groups' });
  const place = element('div', { class: 'chart-of-bars' }, groups, axis, steps.more);
  let before = '';
  return {
    element: place,
    show: part => {
      const shown = part.groups.filter(({ bars, value }) => bars.length > 0 || value !== undefined);
      const labels = part.groups.map(({ label }) => label).join('\n');
      place.style.setProperty(
        '--values',
        `${Math.max(4, ...shown.flatMap(group => valuesOf(group, part.digits)))}ch`,
      );
      steps.show(
        part.groups.length,
        at => groupOf(part.groups[at]!, at, { part, choosing }),
        labels === before,
      );
      before = labels;
      axis.replaceChildren(...ticksOf(part));
      axis.hidden = shown.length === 0;
      if (part.groups.length === 0)
        groups.replaceChildren(element('p', { class: 'quiet' }, 'There are no bars to draw.'));
    },
  };
}

function groupOf(
  group: BarGroup,
  at: number,
  { part, choosing }: { readonly part: BarsPart; readonly choosing: Choosing },
): HTMLElement {
  const { label, value, mark, note, bars } = group;
  const own = value === undefined ? undefined : barOf({ label, value, mark }, part, true);
  const none = bars.length === 0 && value === undefined;
  const list = itemList(
    bars.map(({ item }) => item),
    { label: label || part.title, choosing },
  );
  list.element.append(
    ...bars.map((bar, row) => list.entry({ item: bar.item, key: `bar ${at} ${row}` }, barOf(bar, part))),
  );
  list.ready();
  return element(
    'section',
    { class: 'group', 'aria-label': label },
    ...(own ? [own] : label === '' ? [] : [element('h5', { title: label }, ...signOf(mark), label)]),
    ...(note ? [element('p', { class: 'quiet' }, note)] : []),
    ...(none ? [element('p', { class: 'quiet' }, 'No bars.')] : []),
    ...(bars.length > 0 ? [list.element] : []),
  );
}

function barOf(bar: SheetBar, { range, zero, digits }: BarsPart, own = false): HTMLElement {
  const { label, value, low, high, mark } = bar;
  const [base, end] = [shareOf(zero ?? range[0], range), shareOf(value, range)];
  const fill = part('fill', Number.isNaN(given(value)) ? [base, base] : [base, end]);
  const baseline = part('baseline', [base, base]);
  const whisker = hasInterval(low, high) ? [part('whisk', [shareOf(low, range), shareOf(high, range)])] : [];
  const text = estimateText({ value, low, high }, digits);
  return element(
    'div',
    { class: `bar${own ? ' own' : ''}${mark ? ` ${mark}` : ''}` },
    element('span', { class: 'label', title: label }, ...signOf(mark), label),
    element('span', { class: 'track', 'aria-hidden': 'true' }, fill, ...whisker, baseline),
    element('span', { class: 'value' }, ...figure(text)),
  );
}

/** A piece of the bar between two shares of its length. */
function part(name: string, [from, to]: readonly [number, number]): HTMLElement {
  const piece = element('span', { class: name });
  piece.style.left = `${Math.min(from, to) * 100}%`;
  piece.style.width = `${Math.abs(to - from) * 100}%`;
  return piece;
}

function ticksOf({ range, zero, digits }: BarsPart): readonly HTMLElement[] {
  const [low, high] = range;
  const inside = zero !== undefined && shareOf(zero, range) > 0.12 && shareOf(zero, range) < 0.88;
  const ticks = inside ? [low, zero, high] : [low, high];
  return ticks.map(tick => {
    const made = element('span', {}, numberText(tick, Math.min(digits, 2)));
    made.style.left = `${shareOf(tick, range) * 100}%`;
    return made;
  });
}

function valuesOf({ value, bars }: BarGroup, digits: number): number[] {
  return [...(value === undefined ? [] : [{ value }]), ...bars].map(
    each => estimateText(each, digits).length,
  );
}

export const barsStyle = `
.chart-of-bars { max-width: 900px; }
.groups { display: grid; gap: 12px; }
.group ul { display: grid; gap: 3px; }
.group h5 { margin: 0 0 3px; font-size: 1em; font-weight: 600; }
.group > .quiet { margin-bottom: 3px; }
.bar { display: grid; grid-template-columns: minmax(80px, 30%) minmax(60px, 1fr) calc(var(--values) + 4px); gap: 12px; align-items: center; min-height: 20px; }
.bar .label, .group h5 { overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; line-height: 1.25; }
.bar .value { text-align: left; }
.bar .track { height: 12px; }
.bar.own { margin-bottom: 4px; }
.bar.own .label, .bar.own .value { font-weight: 600; }
.bar.own .track { height: 16px; }
.track { position: relative; display: block; flex: none; border-radius: 3px; background: var(--faint); }
.track .fill { position: absolute; top: 0; bottom: 0; border-radius: 2px; background: var(--accent); }
.bar li .fill { opacity: 0.85; }
.bar.good .fill { background: var(--good); }
.bar.bad .fill { background: var(--bad); }
.bar.caution .fill { background: var(--caution); }
.whisk { position: absolute; top: calc(50% - 4px); height: 8px; border: solid var(--text); border-width: 0 1.5px; }
.whisk::before { content: ''; position: absolute; left: 0; right: 0; top: 50%; height: 1.5px; margin-top: -0.75px; background: var(--text); }
.baseline { position: absolute; top: -3px; bottom: -3px; border-left: 1px solid var(--muted); }
.axis { position: relative; height: 1.5em; margin: 3px calc(var(--values) + 4px + 12px) 0 calc(max(80px, 30%) + 12px); color: var(--muted); font-variant-numeric: tabular-nums; }
.axis span { font-size: 0.9em; position: absolute; transform: translateX(-50%); white-space: nowrap; }
`;
