import { mapFacts } from '../../../webviews/pictures/embedding-map/facts.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import type { MapParts } from './bundle.ts';
import type { MapProjection } from './lay-out.ts';

export function titleOf(method: MapProjection['method']): string {
  return { tsne: 't-SNE', umap: 'UMAP', pca: 'PCA' }[method];
}

/** How a layout came about, as one line. */
export function factsOf(projection: MapProjection): string {
  return mapFacts({ ...projection, step: projection.iterations }, projection.count);
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
