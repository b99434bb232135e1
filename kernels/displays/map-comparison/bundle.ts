import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { EmbeddingMapData, MapChoices, MapNeighbors } from '../../../webviews/protocol/embedding-map.ts';
import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import type { CosineNeighbors } from '../../analysis/neighborhoods/cosine-neighbors.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { version } from '../../version.ts';
import { mapLayout } from '../embedding-map/lay-out.ts';
import type { MapPoints } from '../embedding-map/map-points.ts';
import { titleOf } from '../embedding-map/words.ts';
import { payloadOf } from '../payload.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import type { ComparedMap, MapAgreementResult } from './compared-maps.ts';

/** A comparison as it is drawn. */
export interface ComparedParts {
  readonly points: MapPoints;
  readonly maps: readonly ComparedMap[];
  readonly agreements: readonly MapAgreementResult[];
  readonly thumbnails: ReadonlyMap<number, string>;
}

interface Making {
  readonly choices: MapChoices;
  readonly template: string | undefined;
  readonly models: Provenance['models'];
  readonly live: string | undefined;
  readonly made: string;
}

/** The view, and the agreement of each two embeddings as a table. */
export function comparedBundle(parts: ComparedParts, making: Making): DisplayBundle {
  const { models, choices, made, live, template } = making;
  const { points, maps } = parts;
  const provenance: Provenance = {
    models,
    n: points.count,
    seed: choices.seed,
    version,
    made,
    choices: {
      title: titleOf(choices.method),
      metric: 'cosine',
      embeddings: maps.map(({ name }) => name).join(' | '),
      ...(template !== undefined && { template }),
      'laid upon the first by': 'Procrustes analysis',
    },
  };
  const table = tableBundle(tableData(agreementRows(parts), { caption: captionOf(parts) }));
  return {
    [mimeOf('embedding-map')]: payloadOf('embedding-map', comparedData(parts, choices), { provenance, live }),
    'text/html': table['text/html']!,
    'text/plain': table['text/plain']!,
  };
}

/** One row each two embeddings. */
export function agreementRows({
  agreements,
  maps,
}: Pick<ComparedParts, 'agreements' | 'maps'>): Record<string, string | number>[] {
  const disparity = new Map(maps.map(each => [each.name, each.disparity]));
  return agreements.map(({ left, right, k, meanShared, jaccard, chance, spearman }) => ({
    left,
    right,
    [`same of ${k} neighbours`]: meanShared,
    'by chance': chance,
    jaccard,
    'spearman of cosines': spearman,
    ...(left === maps[0]!.name && { 'procrustes disparity of maps': disparity.get(right)! }),
  }));
}

function captionOf({ points, maps }: ComparedParts): string {
  return `${points.count} points in ${maps.length} embeddings: ${maps.map(({ name }) => name).join(', ')}`;
}

function comparedData(
  { points, maps, agreements, thumbnails }: ComparedParts,
  asked: MapChoices,
): EmbeddingMapData {
  const [first, ...others] = maps;
  const purityOf = ({ purity }: ComparedMap): EmbeddingMapData['groups']['purity'] =>
    purity.map(({ share, chance }) => ({ share, chance }));
  return {
    names: points.names,
    groups: {
      names: points.groupNames,
      of: packArray(points.groupOf, [points.count]),
      purity: purityOf(first!),
    },
    thumbnails: [...thumbnails].map(([point, source]) => ({ point, source })),
    pictures: points.pictures.size,
    neighbors: packed(first!.neighbors),
    layout: mapLayout(first!.projection),
    name: first!.name,
    others: others.map(map => ({
      name: map.name,
      layout: mapLayout(map.projection),
      neighbors: packed(map.neighbors),
      purity: purityOf(map),
      agreements: agreements
        .filter(({ right }) => right === map.name)
        .map(({ meanShared, chance, spearman }) => ({ shared: meanShared, chance, spearman })),
    })),
    asked,
    notes: [
      `The other maps are moved, turned, mirrored and scaled to lie upon that of ${first!.name}: their neighbours stay.`,
      ...points.notes,
    ],
  };
}

function packed({ count, k, indices, cosines }: CosineNeighbors): MapNeighbors {
  return { k, indices: packArray(indices, [count, k]), cosines: packArray(cosines, [count, k]) };
}
