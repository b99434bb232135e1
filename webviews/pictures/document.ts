import type { Provenance } from '../protocol/views.ts';
import { escapeMarkup } from './escape.ts';
import { provenanceLine } from './provenance.ts';
import { wrapped } from './words.ts';

/** What is drawn; how it came about goes below it. */
export interface Drawing {
  /** What the picture is called where it cannot be seen. */
  readonly title: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** SVG elements; the letters are 11 pixels high and dark unless they say otherwise. */
  readonly content: string;
}

/** Letters of the provenance: high, and wide on the average. */
const small = { size: 9, line: 12, letter: 4.7, most: 4 };
const margin = 16;

/**
 * A whole SVG document on white. Its provenance stands below the drawing in small letters, whole in `desc`, and as data in
 * `metadata`, from which the figure can be made again.
 */
export function svgDocument({ title, width, height, content }: Drawing, provenance?: Provenance): string {
  const line = provenance && provenanceLine(provenance);
  const lines =
    line === undefined ? [] : wrapped(line, Math.floor((width - 2 * margin) / small.letter), small.most);
  const whole = height + (lines.length === 0 ? 0 : lines.length * small.line + 8);
  const foot = lines.map(
    (each, at) =>
      `<text x="${margin}" y="${height + 8 + at * small.line}" font-size="${small.size}" fill="#616161">${escapeMarkup(each)}</text>`,
  );
  const about =
    provenance === undefined || line === undefined
      ? ''
      : `<desc>${escapeMarkup(line)}</desc>
<metadata>${escapeMarkup(JSON.stringify({ generator: 'CLIP Notebook', provenance }))}</metadata>
`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" font-family="sans-serif" font-size="11" fill="#1f1f1f" role="img">
<title>${escapeMarkup(title)}</title>
${about}<rect width="100%" height="100%" fill="#fff"/>
${content}
${foot.join('\n')}
</svg>`;
}
