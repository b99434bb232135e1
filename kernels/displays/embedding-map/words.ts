import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import type { MapParts } from './bundle.ts';
import type { MapProjection } from './lay-out.ts';

export function titleOf(method: MapProjection['method']): string {
  return { tsne: 't-SNE', umap: 'UMAP', pca: 'PCA' }[method];
}

/** `32 points · exact t-SNE · perplexity 10.33 (30 asked) · KL 0.31 · trustworthiness 0.93 · seed 0`. */
export function factsOf({
  count,
  algorithm,
  perplexity,
  neighbors,
  klDivergence,
  explainedVariance,
  quality,
  seed,
}: MapProjection): string {
  const asked = ({ asked, used }: { asked: number; used: number }): string =>
    `${Number(used.toFixed(2))}${used === asked ? '' : ` (${asked} asked)`}`;
  return [
    `${count.toLocaleString('en')} points`,
    algorithm,
    ...(perplexity ? [`perplexity ${asked(perplexity)}`] : []),
    ...(neighbors ? [`neighbours ${asked(neighbors)}`] : []),
    ...(klDivergence === undefined ? [] : [`KL ${klDivergence.toFixed(3)} nats`]),
    ...(explainedVariance
      ? [`axes explain ${explainedVariance.map(share => `${(share * 100).toFixed(1)} %`).join(' and ')}`]
      : []),
    ...(quality
      ? [
          `trustworthiness ${quality.trustworthiness.toFixed(3)}`,
          `recall@${quality.neighbors} ${quality.recall.toFixed(2)}`,
        ]
      : []),
    `seed ${seed}`,
  ].join(' · ');
}

/** Facts, a table of groups, and what the reader should know. */
export function mapText({ points, near, purity, beside, projection }: MapParts): string {
  const rows = purity.map(({ size, share, chance }, at) => ({
    group: points.groupNames[at] === '' ? 'all' : points.groupNames[at]!,
    points: size,
    'neighbours of the same group': size === 1 ? '' : `${(share * 100).toFixed(0)} %`,
    'by chance': `${(chance * 100).toFixed(0)} %`,
  }));
  const text = tableBundle(tableData(rows, { caption: factsOf(projection) }))['text/plain'];
  return [
    String(text),
    `Neighbours: up to ${near.k} nearest by cosine, no more than a group has other members, in the ${points.dim} dimensions of the embeddings, before any layout. By chance: what one-hot vectors give, where all are equally near.`,
    ...projection.notes,
    ...points.notes,
    ...beside.notes,
  ].join('\n');
}
