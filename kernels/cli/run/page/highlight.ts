import { escapeHtml } from '../../../displays/markup/escape.ts';

const words =
  'abstract any as asserts async await boolean break case catch class const continue debugger declare default delete do else enum ' +
  'export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never ' +
  'new null number object of private protected public readonly return satisfies set static string super switch this throw true try type ' +
  'typeof undefined unknown using var void while with yield';

const token = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))`,
    '(?<quoted>"(?:[^"\\\\\\n]|\\\\.)*"?|\'(?:[^\'\\\\\\n]|\\\\.)*\'?|`(?:[^`\\\\]|\\\\[^])*`?)',
    String.raw`(?<number>\b\d[\w.]*)`,
    String.raw`(?<word>(?<![\w.$])(?:${words.split(' ').join('|')})\b(?!\s*:))`,
  ].join('|'),
  'g',
);

/** TypeScript as HTML with comments, texts, numbers and words marked: for reading, not a parser. */
export function highlightTypeScript(source: string): string {
  let html = '';
  let at = 0;
  for (const match of source.matchAll(token)) {
    const kind = kindOf(match.groups ?? {});
    html += `${escapeHtml(source.slice(at, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(source.slice(at));
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): string {
  return Object.keys(groups).find(kind => groups[kind] !== undefined) ?? '';
}
