import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { EmbeddingMapData, MapChoices } from '../../../webviews/protocol/embedding-map.ts';
import { mimeOf, type Provenance } from '../../../webviews/protocol/views.ts';
import type { CosineNeighbors } from '../../analysis/neighborhoods/cosine-neighbors.ts';
import type { GroupPurity } from '../../analysis/neighborhoods/group-purity.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { version } from '../../version.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { payloadOf } from '../payload.ts';
import type { Baseline } from './baseline.ts';
import { mapLayout, type MapProjection } from './lay-out.ts';
import type { MapPoints } from './map-points.ts';
import { mapPlotly } from './plotly.ts';
import { mapSvg } from '../../../webviews/pictures/embedding-map/svg.ts';
import { mapText, titleOf } from './words.ts';

/** A finished map. */
export interface MapParts {
  readonly points: MapPoints;
  readonly near: CosineNeighbors;
  readonly purity: readonly GroupPurity[];
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly beside: Baseline;
  readonly projection: MapProjection;
}

interface Making {
  readonly choices: MapChoices;
  readonly live: string | undefined;
  readonly made: string;
}

/** Points whose neighbours are kept in the output: 80 bytes each. */
const mostWithNeighbors = 5_000;
/** Points that Plotly draws without WebGL, and Jupyter keeps beside our own. */
const mostInPlotly = 5_000;
const mostInHtml = 500;

/** The view; as a figure for Plotly; as PNG, or as SVG in HTML where the machine has no fonts; groups as a table in text. */
export async function embeddingMapBundle(parts: MapParts, making: Making): Promise<DisplayBundle> {
  const { points, projection } = parts;
  const data = mapData(parts, making);
  const provenance = provenanceOf(points, making, projection);
  const svg = mapSvg(data, provenance);
  const png = (await canDrawText()) ? await svgToPng(svg) : undefined;
  return {
    [mimeOf('embedding-map')]: payloadOf('embedding-map', data, { provenance, live: making.live }),
    ...(points.count <= mostInPlotly && { 'application/vnd.plotly.v1+json': mapPlotly(parts) }),
    ...(png && { 'image/png': png }),
    ...(!png && points.count <= mostInHtml && { 'text/html': `<div>${svg}</div>` }),
    'text/plain': mapText(parts),
  };
}

/** What stands there until the map does. */
export function runningBundle(
  points: MapPoints,
  choices: MapChoices,
  making: Omit<Making, 'choices'>,
): DisplayBundle {
  const data: EmbeddingMapData = {
    names: points.names,
    ...itemsOf(points),
    groups: { names: points.groupNames, of: packArray(points.groupOf, [points.count]), purity: [] },
    thumbnails: [],
    pictures: points.pictures.size,
    asked: choices,
    notes: points.notes,
  };
  return {
    [mimeOf('embedding-map')]: payloadOf('embedding-map', data, {
      provenance: provenanceOf(points, { ...making, choices }),
      live: making.live,
    }),
    'text/plain': `Laying out ${points.count.toLocaleString('en')} points …`,
  };
}

function mapData(
  { points, near, purity, thumbnails, beside, projection }: MapParts,
  { choices }: Making,
): EmbeddingMapData {
  const { count } = points;
  const kept = [...thumbnails].map(([point, source]) => ({ point, source }));
  const left = points.pictures.size - kept.length;
  return {
    names: points.names,
    ...itemsOf(points),
    groups: {
      names: points.groupNames,
      of: packArray(points.groupOf, [count]),
      purity: purity.map(({ share, chance }) => ({ share, chance })),
    },
    thumbnails: kept,
    pictures: points.pictures.size,
    ...(count <= mostWithNeighbors && {
      neighbors: {
        k: near.k,
        indices: packArray(near.indices, [count, near.k]),
        cosines: packArray(near.cosines, [count, near.k]),
      },
    }),
    layout: mapLayout(projection),
    ...(beside.projection && { baseline: mapLayout(beside.projection) }),
    asked: choices,
    notes: [
      ...points.notes,
      ...beside.notes,
      ...(left > 0
        ? [
            `${left.toLocaleString('en')} of ${points.pictures.size.toLocaleString('en')} pictures are not kept in the output: the kernel draws them when their point is reached, if they are still there.`,
          ]
        : []),
    ],
  };
}

/** What readers choose with the points; nothing for a map of plain numbers. */
function itemsOf({ kinds, ids, names, count }: MapPoints): Pick<EmbeddingMapData, 'items'> {
  if (!kinds.some(kind => kind !== 0)) return {};
  return { items: { kinds: packArray(kinds, [count]), ...(names !== ids && { texts: ids }) } };
}

function provenanceOf(
  { models, count }: MapPoints,
  { choices, made }: Omit<Making, 'live'>,
  projection?: MapProjection,
): Provenance {
  return {
    models: models.map(({ name, digest, preset, precision }) => ({ name, digest, preset, precision })),
    n: count,
    seed: choices.seed,
    version,
    made,
    choices: {
      title: titleOf(choices.method),
      metric: 'cosine',
      ...(projection?.perplexity && { perplexity: projection.perplexity.used }),
      ...(projection?.neighbors && { neighbours: projection.neighbors.used }),
    },
  };
}
