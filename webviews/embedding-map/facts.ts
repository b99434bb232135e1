import type { EmbeddingMapData } from '../protocol/embedding-map.ts';
import { unpackArray } from '../protocol/packed-array.ts';
import { element } from '../runtime/elements.ts';

/** What the baseline shows, with the numbers that do not depend on any layout. */
export function baselineSentence({ names, groups, neighbors }: EmbeddingMapData): string {
  const different = new Set(names).size;
  const plain = `One-hot labels: each of the ${different} labels is a direction of its own, as far from every other (cosine 0). Who lies beside whom in this picture is an accident of the start.`;
  if (groups.names.length < 2 || groups.purity.length === 0 || !neighbors) return plain;
  const sizes = new Map<number, number>();
  const of = groups.purity;
  let share = 0;
  let chance = 0;
  groupsOf(groups).forEach(group => sizes.set(group, (sizes.get(group) ?? 0) + 1));
  for (const [group, size] of sizes) {
    share += (of[group]!.share * size) / names.length;
    chance += (of[group]!.chance * size) / names.length;
  }
  return `${plain} With them ${percent(chance)} of a label's neighbours are of its group, by chance; in the embeddings ${percent(share)} of the ${neighbors.k} nearest are.`;
}

export function notesOf(notes: readonly string[]): HTMLElement[] {
  return notes.length === 0
    ? []
    : [element('ul', { class: 'notes quiet' }, ...notes.map(note => element('li', {}, note)))];
}

function groupsOf({ of }: EmbeddingMapData['groups']): Uint32Array {
  return unpackArray(of) as Uint32Array;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
