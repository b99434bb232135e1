import { unpackArray } from '../protocol/packed-array.ts';
import type { EmbeddingMapData } from '../protocol/embedding-map.ts';
import type { PageSelection } from '../runtime/selection.ts';
import type { Store } from './state.ts';

export interface LinkedSelection {
  /** The reader chose these points on the map: images and prompts among them are chosen in the notebook, and those left out are not. */
  choose(points: ReadonlySet<number>): void;
}

/**
 * Points that stand for images or prompts are chosen with the notebook's selection: what is chosen elsewhere is marked here. A map
 * speaks for what it shows alone: images and prompts of other pictures stay chosen.
 * @param marked Hears how many points are chosen after a change that came from elsewhere.
 */
export function linkSelection(
  data: EmbeddingMapData,
  store: Store,
  selection: PageSelection,
  marked: (count: number) => void,
): LinkedSelection {
  const { kinds, texts = data.names } = data.items ?? {};
  const kindOf = kinds && (unpackArray(kinds) as Uint8Array);
  const pointsOf = { images: new Map<string, number[]>(), prompts: new Map<string, number[]>() };
  kindOf?.forEach((kind, point) => {
    if (kind === 0) return;
    const known = kind === 1 ? pointsOf.images : pointsOf.prompts;
    const text = texts[point]!;
    const points = known.get(text);
    if (points) points.push(point);
    else known.set(text, [point]);
  });
  const isItem = (point: number): boolean => (kindOf?.[point] ?? 0) !== 0;
  const pull = (): boolean => {
    const { images, prompts } = selection.current();
    const { selected } = store.get();
    const next = new Set([
      ...[...selected].filter(point => !isItem(point)),
      ...images.flatMap(name => pointsOf.images.get(name) ?? []),
      ...prompts.flatMap(text => pointsOf.prompts.get(text) ?? []),
    ]);
    if (next.size === selected.size && [...next].every(point => selected.has(point))) return false;
    store.set({ selected: next });
    return true;
  };
  let own = false;
  selection.onChange(() => {
    if (pull() && !own) marked(store.get().selected.size);
  });
  if (pull()) marked(store.get().selected.size);
  return {
    choose: points => {
      const chosen = [...points];
      const named = (kind: number): string[] =>
        chosen.filter(point => kindOf?.[point] === kind).map(point => texts[point]!);
      const { images, prompts } = selection.current();
      own = true;
      selection.choose({
        images: [...images.filter(name => !pointsOf.images.has(name)), ...named(1)],
        prompts: [...prompts.filter(text => !pointsOf.prompts.has(text)), ...named(2)],
      });
      own = false;
    },
  };
}
