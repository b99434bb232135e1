import { unpackArray } from '../../protocol/packed-array.ts';
import type { EmbeddingMapData, MapLayout } from '../../protocol/embedding-map.ts';
import type { Provenance } from '../../protocol/views.ts';
import { svgDocument } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import { cut, wrapped } from '../words.ts';
import { markOnWhite } from './colors.ts';
import { layoutQuality, mapFacts } from './facts.ts';
import { namesBeside } from './names-beside.ts';
import { outline } from './outline.ts';

const side = { one: 560, more: 440, height: 400, gap: 16, legend: 172, head: 26, line: 15, foot: 22 };
/** Panels beside each other; more go below. */
const columns = 3;

interface Panel {
  readonly layout: MapLayout | undefined;
  readonly title: string;
}

/** The map on white, with its one-hot baseline, the same points in other embeddings, and a legend; points of a group are one path. */
export function mapSvg(data: EmbeddingMapData, provenance?: Provenance): string {
  const { layout, groups, names } = data;
  const panels = panelsOf(data);
  const across = Math.min(columns, panels.length);
  const panelWidth = panels.length === 1 ? side.one : side.more;
  const legend = groups.names.length > 1 ? side.legend : 0;
  const width = side.gap + across * (panelWidth + side.gap) + legend;
  const facts = layout
    ? mapFacts(layout, names.length)
    : `${names.length.toLocaleString('en')} points, not laid out`;
  const head = wrapped(facts, Math.floor((width - 2 * side.gap) / 6.8), 3);
  const top = side.head + head.length * side.line - 8;
  const step = side.height + (panels.length === 1 ? side.gap / 2 : side.foot + side.gap / 2);
  const drawn = panels.map((each, at) => {
    const x = side.gap + (at % across) * (panelWidth + side.gap);
    return `<g transform="translate(${x} ${top + Math.floor(at / across) * step})">${panel(data, each, panelWidth)}</g>`;
  });
  return svgDocument(
    {
      title: `Embedding map: ${facts}`,
      width,
      height: top + Math.ceil(panels.length / across) * step + 4,
      content: `${head.map((line, at) => `<text x="${side.gap}" y="${side.head - 4 + at * side.line}" font-size="12" font-weight="bold">${escapeMarkup(line)}</text>`).join('')}
${drawn.join('\n')}
${legend === 0 ? '' : `<g transform="translate(${width - legend} ${top})">${legendOf(groups.names)}</g>`}`,
    },
    provenance,
  );
}

function panelsOf({ layout, name, others = [], baseline }: EmbeddingMapData): Panel[] {
  const alone = others.length === 0 && baseline === undefined;
  return [
    { layout, title: alone ? '' : (name ?? 'embeddings') },
    ...others.map(other => ({
      layout: other.layout,
      title: [other.name, layoutQuality(other.layout)].filter(words => words !== '').join(' · '),
    })),
    ...(baseline ? [{ layout: baseline, title: 'one-hot labels: all equally far' }] : []),
  ];
}

function panel({ names, groups }: EmbeddingMapData, { layout, title }: Panel, width: number): string {
  const frame = `<rect width="${width}" height="${side.height}" fill="#fafafa" stroke="#dddddd"/>`;
  if (!layout) return frame;
  const count = names.length;
  const place = placing(unpackArray(layout.coordinates), width, side.height);
  const radius = count > 5_000 ? 1.2 : count > 600 ? 2.5 : 4.5;
  const paths = groups.names.map(() => [] as string[]);
  unpackArray(groups.of).forEach((group, row) => {
    const { shape } = markOnWhite(group, groups.names.length);
    paths[group]!.push(outline(shape, place(row), radius));
  });
  const marks = paths.map((path, group) => {
    const { color } = markOnWhite(group, groups.names.length);
    const edge = count > 2_000 ? '' : ' stroke="#ffffff" stroke-width="0.8"';
    return `<path d="${path.join('')}" fill="${color}"${edge}/>`;
  });
  const beside = count > 400 ? [] : namesBeside(names, place, width);
  return `${frame}${marks.join('')}<g font-size="9.5" fill="#3b3b3b">${beside.join('')}</g><text x="2" y="${side.height + 16}" fill="#616161">${escapeMarkup(cut(title, Math.floor(width / 5.6)))}</text>`;
}

function placing(
  coordinates: ArrayLike<number>,
  width: number,
  height: number,
): (row: number) => [number, number] {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at++) {
    low[at % 2] = Math.min(low[at % 2]!, coordinates[at]!);
    high[at % 2] = Math.max(high[at % 2]!, coordinates[at]!);
  }
  const margin = 18;
  const scale = Math.min(
    (width - 2 * margin) / (high[0]! - low[0]! || 1),
    (height - 2 * margin) / (high[1]! - low[1]! || 1),
  );
  return row => [
    round(width / 2 + (coordinates[2 * row]! - (low[0]! + high[0]!) / 2) * scale),
    round(height / 2 - (coordinates[2 * row + 1]! - (low[1]! + high[1]!) / 2) * scale),
  ];
}

function legendOf(names: readonly string[]): string {
  const most = Math.floor(side.height / 17) - 1;
  const rows = names.slice(0, most).map((name, group) => {
    const { color, shape } = markOnWhite(group, names.length);
    return `<path d="${outline(shape, [8, 9 + group * 17], 4.5)}" fill="${color}"/><text x="20" y="${13 + group * 17}">${escapeMarkup(cut(name, 24))}</text>`;
  });
  const more = names.length - most;
  if (more > 0) rows.push(`<text x="20" y="${13 + most * 17}" fill="#616161">and ${more} more groups</text>`);
  return rows.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
