import type { MapLayout, MapQuality } from '../../protocol/embedding-map.ts';

/** What the line tells of a layout. */
export type MapFacts = Pick<
  MapLayout,
  | 'algorithm'
  | 'perplexity'
  | 'neighbors'
  | 'klDivergence'
  | 'explainedVariance'
  | 'seed'
  | 'state'
  | 'step'
  | 'steps'
> & { readonly quality?: Pick<MapQuality, 'neighbors' | 'trustworthiness' | 'recall'> | undefined };

/**
 * How a layout came about and how far it can be believed, as one line:
 * `32 points · exact t-SNE · perplexity 10.33 (30 asked) · KL 0.310 nats · trustworthiness 0.930 · recall@7 0.61 · seed 0`.
 */
export function mapFacts(layout: MapFacts, count: number): string {
  const { algorithm, perplexity, neighbors, klDivergence, explainedVariance, quality, seed, state } = layout;
  return [
    `${count.toLocaleString('en')} points`,
    algorithm,
    ...(perplexity ? [`perplexity ${usedAndAsked(perplexity)}`] : []),
    ...(neighbors ? [`neighbours ${usedAndAsked(neighbors)}`] : []),
    ...(state === 'done' ? [] : [`${state} at step ${layout.step} of ${layout.steps}`]),
    ...(klDivergence === undefined ? [] : [`KL ${klDivergence.toFixed(3)} nats`]),
    ...(explainedVariance
      ? [`axes explain ${explainedVariance.map(share => `${(share * 100).toFixed(1)} %`).join(' and ')}`]
      : []),
    ...(quality ? [layoutQuality(layout)] : []),
    `seed ${seed}`,
  ].join(' · ');
}

/** How far a layout can be believed; nothing if it was not measured. */
export function layoutQuality({ quality }: Pick<MapFacts, 'quality'>): string {
  if (!quality) return '';
  return `trustworthiness ${quality.trustworthiness.toFixed(3)} · recall@${quality.neighbors} ${quality.recall.toFixed(2)}`;
}

function usedAndAsked({ used, asked }: { readonly used: number; readonly asked: number }): string {
  return `${Number(used.toFixed(2))}${used === asked ? '' : ` (${asked} asked)`}`;
}
