import type { Token } from 'markdown-it';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { isObject, textOf, type Lines, type NotebookCell } from '../notebook/notebook.ts';

const pictures: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/**
 * Markdown as HTML. Raw HTML in it is shown as text and links to scripts are dropped. Attachments of `cell` and pictures beside the notebook
 * are brought into the page; pictures from elsewhere become links, because the page uses no network.
 */
export async function renderMarkdown(
  source: string,
  cell: NotebookCell | undefined,
  notebook: string,
): Promise<string> {
  // Only pages need it.
  const { default: Parser } = await import('markdown-it');
  const parser = new Parser({ html: false, linkify: true });
  const tokens = parser.parse(source, {});
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      if (child.type !== 'image') continue;
      const source = String(child.attrGet('src'));
      const data = attachment(source, cell) ?? (await besides(source, notebook));
      if (data !== undefined) child.attrSet('src', data);
      else if (!source.startsWith('data:')) asLink(child, source);
    }
  }
  return parser.renderer.render(tokens, parser.options, {});
}

function attachment(source: string, cell: NotebookCell | undefined): string | undefined {
  if (!source.startsWith('attachment:')) return undefined;
  const attachments = cell?.['attachments'];
  const bundle = isObject(attachments) ? attachments[decodeURIComponent(source.slice(11))] : undefined;
  if (!isObject(bundle)) return undefined;
  const [mime, data] = Object.entries(bundle).find(([type]) => type.startsWith('image/')) ?? [];
  return mime && `data:${mime};base64,${textOf(data as Lines)}`;
}

async function besides(source: string, notebook: string): Promise<string | undefined> {
  const mime = pictures[extname(source).toLowerCase()];
  if (!mime || /^[a-z][a-z\d+.-]*:|^\/\//i.test(source)) return undefined;
  const bytes = await readFile(join(dirname(notebook), decodeURIComponent(source))).catch(() => undefined);
  return bytes && `data:${mime};base64,${bytes.toString('base64')}`;
}

function asLink(token: Token, source: string): void {
  token.type = 'text';
  token.tag = '';
  token.content = `[${token.content || 'picture'}: ${source}]`;
  token.children = null;
}
