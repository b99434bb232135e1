import { element } from '../runtime/elements.ts';
import { briefName, type Store } from './state.ts';

/** Rows that a reader steps through; more are reached on the map itself. */
const mostRows = 500;

/** The map as a table for those who do not see it. */
export function hiddenTable(
  store: Store,
  id: string,
  trustOf: (point: number) => number | undefined,
): HTMLElement {
  const { points } = store;
  const count = Math.min(points.count, mostRows);
  const rows = Array.from({ length: count }, (_, point) => {
    const near = store.neighborsOf(point)[0];
    const trust = trustOf(point);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, briefName(points.names[point]!, 200)),
      element('td', {}, points.groupNames[points.groupOf[point]!]!),
      element('td', {}, near ? `${briefName(points.names[near.point]!)} ${near.cosine.toFixed(2)}` : ''),
      element('td', {}, trust === undefined ? '' : trust.toFixed(2)),
    );
  });
  const caption =
    count < points.count
      ? `The first ${count} of ${points.count.toLocaleString('en')} points`
      : `${count} points`;
  return element(
    'div',
    { class: 'unseen' },
    element(
      'table',
      { id },
      element('caption', {}, caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['Point', 'Group', 'Nearest neighbour', 'Trust'].map(name =>
            element('th', { scope: 'col' }, name),
          ),
        ),
      ),
      element('tbody', {}, ...rows),
    ),
  );
}
