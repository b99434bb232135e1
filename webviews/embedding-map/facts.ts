import type { EmbeddingMapData, MapLayout } from '../protocol/embedding-map.ts';
import { unpackArray } from '../protocol/packed-array.ts';
import { element } from '../runtime/elements.ts';

/** How a layout came about and how far it can be believed, as one line. */
export function factsOf(layout: MapLayout, count: number): string {
  const { algorithm, perplexity, neighbors, klDivergence, explainedVariance, quality, seed, state } = layout;
  const used = (each: { asked: number; used: number }): string =>
    `${Number(each.used.toFixed(2))}${each.used === each.asked ? '' : ` (${each.asked} asked)`}`;
  return [
    `${count.toLocaleString('en')} points`,
    algorithm,
    ...(perplexity ? [`perplexity ${used(perplexity)}`] : []),
    ...(neighbors ? [`neighbours ${used(neighbors)}`] : []),
    ...(state === 'done' ? [] : [`${state} at step ${layout.step} of ${layout.steps}`]),
    ...(klDivergence === undefined ? [] : [`KL ${klDivergence.toFixed(3)} nats`]),
    ...(explainedVariance
      ? [`axes explain ${explainedVariance.map(share => `${(share * 100).toFixed(1)} %`).join(' and ')}`]
      : []),
    ...(quality ? [qualityOf(layout)] : []),
    `seed ${seed}`,
  ].join(' · ');
}

/** How far a layout can be believed; nothing if it was not measured. */
export function qualityOf({ quality }: MapLayout): string {
  if (!quality) return '';
  return `trustworthiness ${quality.trustworthiness.toFixed(3)} · recall@${quality.neighbors} ${quality.recall.toFixed(2)}`;
}

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
