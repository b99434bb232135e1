import { displayed, type Displayed } from '../displayed.ts';

/** Shows `source` as HTML. A plain string is shown as text, never as HTML. */
export function html(source: string): Displayed {
  const words = source
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return displayed(() => ({ 'text/html': source, 'text/plain': words }));
}

/** Shows an SVG document. */
export function svg(source: string): Displayed {
  return displayed(() => ({ 'image/svg+xml': source, 'text/plain': titleOf(source) ?? 'SVG picture' }));
}

/** Shows Markdown. */
export function markdown(source: string): Displayed {
  return displayed(() => ({ 'text/markdown': source, 'text/plain': source }));
}

function titleOf(source: string): string | undefined {
  return /<title>([^<]+)<\/title>/.exec(source)?.[1];
}
