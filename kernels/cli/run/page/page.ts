import { createHash } from 'node:crypto';
import { version } from '../../../version.ts';
import { escapeHtml } from '../../../displays/markup/escape.ts';
import {
  isObject,
  textOf,
  type Notebook,
  type NotebookCell,
  type NotebookOutput,
} from '../notebook/notebook.ts';
import { highlightTypeScript } from './highlight.ts';
import { renderMarkdown } from './markdown.ts';
import { jsonInScript, renderOutput, type Drawable } from './outputs.ts';
import { findRenderers, pageScript } from './renderers.ts';
import { pageStyle } from './style.ts';

/** What the foot of the page tells of its run. */
export interface PageRun {
  /** Path of the notebook: pictures in its text are looked for beside it. */
  readonly notebook: string;
  readonly name: string;
  readonly milliseconds: number;
}

/**
 * An executed notebook as one HTML page, in pieces: it holds the renderers that its outputs need and reaches for nothing
 * outside itself, which its content policy also forbids.
 */
export async function formatPage(notebook: Notebook, run: PageRun): Promise<string[]> {
  const renderers = await findRenderers(notebook);
  const script = await pageScript();
  const cells: string[] = [];
  for (const cell of notebook.cells) cells.push(await renderCell(cell, renderers.mimes, run.notebook));
  return [
    head(titleOf(notebook) ?? run.name, script),
    ...cells,
    foot(notebook, run),
    `<script type="application/json" id="renderers">${jsonInScript(renderers.sources)}</script>`,
    `<script type="module">${script}</script></body></html>\n`,
  ];
}

function head(title: string, script: string): string {
  const digest = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digest}' blob:`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escapeHtml(title)}</title><style>${pageStyle()}</style></head><body>\n`
  );
}

async function renderCell(cell: NotebookCell, drawable: Drawable, notebook: string): Promise<string> {
  const source = textOf(cell.source);
  if (cell.cell_type === 'raw') return '';
  if (cell.cell_type === 'markdown') {
    return `<section class="text">${await renderMarkdown(source, cell, notebook)}</section>\n`;
  }
  if (source.trim() === '') return '';
  const outputs: string[] = [];
  for (const output of outputsOf(cell)) outputs.push(await renderOutput(output, drawable, notebook));
  const count = typeof cell['execution_count'] === 'number' ? `[${cell['execution_count']}]` : '[ ]';
  return (
    `<section class="code"><div class="source"><span class="count">${count}</span><pre><code>${highlightTypeScript(source)}</code></pre></div>` +
    `<div class="outputs">${outputs.join('\n')}</div></section>\n`
  );
}

/** The first heading of the text. */
function titleOf({ cells }: Notebook): string | undefined {
  const text = cells.filter(cell => cell.cell_type === 'markdown').map(cell => textOf(cell.source));
  return /^#{1,6} +(.+?) *#*$/m.exec(text.join('\n'))?.[1];
}

function foot(notebook: Notebook, { name, milliseconds }: PageRun): string {
  const models = [...new Set(notebook.cells.flatMap(outputsOf).flatMap(modelsOf))];
  const facts = [
    `${name}, run in ${(milliseconds / 1000).toFixed(1)} s on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `CLIP Notebook ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    ...models,
    'A research tool and not a medical device.',
  ];
  return `<footer>${facts.map(fact => `<div>${escapeHtml(fact)}</div>`).join('')}</footer>\n`;
}

/** The models that the views of an output name, with the beginnings of their digests. */
function modelsOf(output: NotebookOutput): string[] {
  if (!('data' in output)) return [];
  return Object.values(output.data).flatMap(payload => {
    const provenance = isObject(payload) ? payload['provenance'] : undefined;
    const models = isObject(provenance) ? provenance['models'] : undefined;
    return (Array.isArray(models) ? models : [])
      .filter(isObject)
      .map(({ name, digest, preset, precision }) => {
        const text = (value: unknown): string => (typeof value === 'string' ? value : '');
        const parts = [text(digest) && `digest ${text(digest).slice(0, 12)}`, text(preset), text(precision)];
        return `Model ${text(name)}: ${parts.filter(Boolean).join(', ')}`;
      });
  });
}

function outputsOf(cell: NotebookCell): readonly NotebookOutput[] {
  return Array.isArray(cell['outputs']) ? (cell['outputs'] as NotebookOutput[]) : [];
}
