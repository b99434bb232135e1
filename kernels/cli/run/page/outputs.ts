import { stripVTControlCharacters } from 'node:util';
import { escapeHtml } from '../../../displays/markup/escape.ts';
import { textOf, type Lines, type MimeBundle, type NotebookOutput } from '../notebook/notebook.ts';
import { renderMarkdown } from './markdown.ts';

/** The MIME types that something on the page draws. */
export type Drawable = ReadonlySet<string>;

/** One output as HTML: what a renderer draws, with a form beside it that stands without scripts. */
export async function renderOutput(
  output: NotebookOutput,
  drawable: Drawable,
  notebook: string,
): Promise<string> {
  switch (output.output_type) {
    case 'stream':
      return `<pre class="stream ${output.name}">${plain(textOf(output.text))}</pre>`;
    case 'error':
      return `<pre class="error">${plain(output.traceback.join('\n') || `${output.ename}: ${output.evalue}`)}</pre>`;
    case 'display_data':
    case 'execute_result':
      return renderBundle(output.data, drawable, notebook);
  }
}

/** The type of a bundle that a renderer on the page draws. */
export function drawnMime(data: MimeBundle, drawable: Drawable): string | undefined {
  return Object.keys(data).find(mime => drawable.has(mime));
}

/** JSON that can stand inside a script element. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

async function renderBundle(data: MimeBundle, drawable: Drawable, notebook: string): Promise<string> {
  const mime = drawnMime(data, drawable);
  const still = await renderStill(data, mime !== undefined, notebook);
  if (mime === undefined) return `<div class="output">${still}</div>`;
  return (
    `<div class="output" data-mime="${escapeHtml(mime)}"><script type="application/json">${jsonInScript(data[mime])}</script>` +
    `<div class="fallback">${still}</div></div>`
  );
}

/** Alone, HTML comes first as in Jupyter. Behind a renderer, pictures and text do: they know their height without scripts. */
async function renderStill(data: MimeBundle, behind: boolean, notebook: string): Promise<string> {
  const pictures = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];
  const mimes = behind
    ? [...pictures, 'text/plain', 'text/html']
    : ['text/html', ...pictures, 'text/markdown', 'text/plain'];
  const mime = mimes.find(each => data[each] !== undefined);
  if (mime === undefined) return shownAsJson(data);
  const value = textOf(data[mime] as Lines);
  if (mime === 'text/plain') return `<pre>${plain(value)}</pre>`;
  if (mime === 'text/html') return frame(value);
  if (mime === 'text/markdown') return renderMarkdown(value, undefined, notebook);
  const words = data['text/plain'] === undefined ? '' : textOf(data['text/plain'] as Lines).slice(0, 300);
  const base64 = mime === 'image/svg+xml' ? Buffer.from(value).toString('base64') : value.replace(/\s/g, '');
  return `<img src="data:${mime};base64,${escapeHtml(base64)}" alt="${escapeHtml(words)}">`;
}

/** HTML from a notebook may hold anything: a frame without scripts, under the page's own content policy. */
function frame(html: string): string {
  const page =
    '<!doctype html><meta charset="utf-8"><style>:root{color-scheme:light dark}body{margin:0;font:14px system-ui,sans-serif}' +
    `table{border-collapse:collapse}td,th{padding:2px 8px;text-align:left}</style>${html}`;
  return `<iframe class="html" sandbox="allow-same-origin" srcdoc="${escapeHtml(page)}"></iframe>`;
}

function shownAsJson(data: MimeBundle): string {
  const [mime, value] = Object.entries(data)[0] ?? [];
  if (mime === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return `<pre>${plain(`${mime}\n${text.slice(0, 2000)}`)}</pre>`;
}

function plain(text: string): string {
  return escapeHtml(stripVTControlCharacters(text));
}
