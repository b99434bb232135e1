import type { EmbeddingMapData, MapAgreement, MapLayout, MapOther } from '../protocol/embedding-map.ts';
import { unpackArray } from '../protocol/packed-array.ts';
import { element } from '../runtime/elements.ts';
import { layoutQuality } from '../pictures/embedding-map/facts.ts';
import { nearFrom, neighborsIn, type NeighborsOf } from './state.ts';

/** An embedding among several of the same points. */
export interface NamedNeighbors {
  readonly name: string;
  readonly neighborsOf: NeighborsOf;
}

/** The embeddings of a comparison by name, the map's own first; none where there is one embedding. */
export function namedNeighbors(data: EmbeddingMapData, own: NeighborsOf): readonly NamedNeighbors[] {
  if (!data.others) return [];
  return [
    { name: data.name ?? 'embeddings', neighborsOf: own },
    ...data.others.map(({ name, neighbors }) => {
      const near = nearFrom(neighbors);
      return { name, neighborsOf: (point: number) => neighborsIn(near, point) };
    }),
  ];
}

/** What stands below a pane of a comparison: its name, what its neighbours say of the groups, and how far its places can be believed. */
export function paneCaption(
  data: EmbeddingMapData,
  name: string,
  purity: MapOther['purity'],
  layout: MapLayout,
): HTMLElement {
  return element(
    'figcaption',
    {},
    element('b', { class: 'pane-name', title: name.slice(0, 500) }, name),
    ...[groupSentence(data, purity), layoutQuality(layout)]
      .filter(text => text !== '')
      .map(text => element('span', {}, text)),
  );
}

/** Each two embeddings, and how far they agree. */
export function agreementTable({ name, others, neighbors }: EmbeddingMapData): HTMLElement[] {
  if (!others) return [];
  const names = [name ?? 'embeddings', ...others.map(other => other.name)];
  const rows = others.flatMap(({ agreements }, at) =>
    agreements.map((agreement, earlier) => ({ left: names[earlier]!, right: names[at + 1]!, agreement })),
  );
  const heads = [
    'Embeddings',
    `Same among the ${neighbors?.k ?? ''} nearest`,
    'By chance',
    'Rank correlation of all cosines',
  ];
  return [
    element(
      'table',
      {
        class: 'agreements',
        title: 'Before any layout: shared neighbours, and Spearman’s correlation of the cosines of all pairs',
      },
      element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
      element(
        'tbody',
        {},
        ...rows.map(({ left, right, agreement }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, `${left} and ${right}`),
            ...figuresOf(agreement).map(figure => element('td', {}, figure)),
          ),
        ),
      ),
    ),
  ];
}

function figuresOf({ shared, chance, spearman }: MapAgreement): string[] {
  return [percent(shared), percent(chance), spearman.toFixed(2).replace('-', '−')];
}

function groupSentence({ groups, names, neighbors }: EmbeddingMapData, purity: MapOther['purity']): string {
  if (groups.names.length < 2 || purity.length === 0) return '';
  let [share, chance] = [0, 0];
  for (const group of unpackArray(groups.of) as Uint32Array) {
    share += purity[group]!.share / names.length;
    chance += purity[group]!.chance / names.length;
  }
  return `${percent(share)} of the ${neighbors?.k ?? ''} nearest are of the same group, ${percent(chance)} by chance`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
