import type { MarkShape } from '../../../webviews/protocol/map-marks.ts';
import { escapeHtml } from '../markup/escape.ts';
import type { MapParts } from './bundle.ts';
import { markOnWhite } from './colors.ts';
import type { MapProjection } from './lay-out.ts';
import { factsOf } from './words.ts';

const side = { one: 560, two: 440, height: 400, gap: 16, legend: 172, head: 34, foot: 30 };

/** The map on white, with its one-hot baseline and a legend; points of a group are one path. */
export function mapSvg(parts: MapParts): string {
  const { points, projection, beside } = parts;
  const panels = [projection, ...(beside.projection ? [beside.projection] : [])];
  const width = panels.length === 1 ? side.one : side.two;
  const legend = points.groupNames.length > 1 ? side.legend : 0;
  const whole = {
    width: side.gap + panels.length * (width + side.gap) + legend,
    height: side.head + side.height + side.foot,
  };
  const titles = panels.length === 1 ? [''] : ['embeddings', 'one-hot labels: all equally far'];
  const drawn = panels.map(
    (layout, at) =>
      `<g transform="translate(${side.gap + at * (width + side.gap)} ${side.head})">${panel(parts, layout, width, titles[at]!)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}" font-family="sans-serif" font-size="11" fill="#1f1f1f" role="img" aria-label="${escapeHtml(factsOf(projection))}">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${side.gap}" y="22" font-size="13" font-weight="bold">${escapeHtml(cut(factsOf(projection), Math.floor(whole.width / 8.2)))}</text>
${drawn.join('\n')}
${legend === 0 ? '' : `<g transform="translate(${whole.width - legend} ${side.head})">${legendOf(points.groupNames)}</g>`}
</svg>`;
}

function panel({ points }: MapParts, layout: MapProjection, width: number, title: string): string {
  const place = placing(layout.coordinates, width, side.height);
  const radius = points.count > 5_000 ? 1.2 : points.count > 600 ? 2.5 : 4.5;
  const paths = points.groupNames.map(() => [] as string[]);
  points.groupOf.forEach((group, row) => {
    const { shape } = markOnWhite(group, points.groupNames.length);
    paths[group]!.push(outline(shape, place(row), radius));
  });
  const marks = paths.map((path, group) => {
    const { color } = markOnWhite(group, points.groupNames.length);
    const edge = points.count > 2_000 ? '' : ' stroke="#ffffff" stroke-width="0.8"';
    return `<path d="${path.join('')}" fill="${color}"${edge}/>`;
  });
  const names = points.count > 400 ? [] : namesBeside(points.names, place, width);
  return `<rect width="${width}" height="${side.height}" fill="#fafafa" stroke="#dddddd"/>${marks.join('')}<g font-size="9.5" fill="#3b3b3b">${names.join('')}</g><text x="2" y="${side.height + 16}" fill="#616161">${title}</text>`;
}

function placing(
  coordinates: Float32Array,
  width: number,
  height: number,
): (row: number) => [number, number] {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  coordinates.forEach((value, at) => {
    low[at % 2] = Math.min(low[at % 2]!, value);
    high[at % 2] = Math.max(high[at % 2]!, value);
  });
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

function outline(shape: MarkShape, [x, y]: readonly [number, number], r: number): string {
  const a = round(r * 0.89);
  switch (shape) {
    case 'circle':
      return `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    case 'square':
      return `M${round(x - a)} ${round(y - a)}h${2 * a}v${2 * a}h${-2 * a}z`;
    case 'triangle':
      return `M${x} ${round(y - 1.2 * r)}l${round(1.1 * r)} ${round(1.9 * r)}h${round(-2.2 * r)}z`;
    case 'wedge':
      return `M${x} ${round(y + 1.2 * r)}l${round(1.1 * r)} ${round(-1.9 * r)}h${round(-2.2 * r)}z`;
    case 'diamond':
      return `M${x} ${round(y - 1.25 * r)}l${round(1.25 * r)} ${round(1.25 * r)}l${round(-1.25 * r)} ${round(1.25 * r)}l${round(-1.25 * r)} ${round(-1.25 * r)}z`;
    case 'plus': {
      const b = round(r * 0.42);
      const c = round(r * 1.15 - b);
      return `M${round(x - b)} ${round(y - b - c)}h${2 * b}v${c}h${c}v${2 * b}h${-c}v${c}h${-2 * b}v${-c}h${-c}v${-2 * b}h${c}z`;
    }
  }
}

/** Names where there is room for them, first come, first served. */
function namesBeside(
  names: readonly string[],
  place: (row: number) => readonly [number, number],
  width: number,
): string[] {
  const taken: { x: number; y: number; right: number }[] = names.map((_, row) => {
    const [x, y] = place(row);
    return { x: x - 4, y, right: x + 4 };
  });
  return names.flatMap((name, row) => {
    const [x, y] = place(row);
    const text = cut(name.replace(/^.*[/\\](?=.)/, ''), 26);
    const length = text.length * 5;
    // To the right, else to the left, else not at all.
    for (const left of [x + 7, x - 7 - length]) {
      const box = { x: left, y, right: left + length };
      const blocked = taken.some(
        (other, at) => at !== row && Math.abs(other.y - y) < 9 && other.x < box.right && box.x < other.right,
      );
      if (blocked || left < 0 || box.right > width) continue;
      taken.push(box);
      return [`<text x="${round(left)}" y="${round(y + 3)}">${escapeHtml(text)}</text>`];
    }
    return [];
  });
}

function legendOf(names: readonly string[]): string {
  const most = Math.floor(side.height / 17) - 1;
  const rows = names.slice(0, most).map((name, group) => {
    const { color, shape } = markOnWhite(group, names.length);
    return `<path d="${outline(shape, [8, 9 + group * 17], 4.5)}" fill="${color}"/><text x="20" y="${13 + group * 17}">${escapeHtml(cut(name, 24))}</text>`;
  });
  const more = names.length - most;
  if (more > 0) rows.push(`<text x="20" y="${13 + most * 17}" fill="#616161">and ${more} more groups</text>`);
  return rows.join('');
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
