import type { ViewPayload } from '../protocol/views.ts';
import { download, type DownloadWay } from './download.ts';
import { element, setAttributes } from './elements.ts';

export const fileFormats = ['png', 'svg', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What `export.js` beside the views offers. */
interface ExportModule {
  fileOf(payload: ViewPayload, format: FileFormat): Promise<Blob>;
}

const titles: Readonly<Record<FileFormat, string>> = {
  png: 'PNG picture',
  svg: 'SVG drawing',
  csv: 'CSV table',
};

/**
 * A quiet button that opens a row of file formats beside itself: within the output, for what hangs over its edge lies below the next
 * cell. Arrow keys move in the row, Escape closes it.
 */
export function saveMenu(
  present: () => ViewPayload,
  { signal, downloads }: { readonly signal: AbortSignal; readonly downloads: DownloadWay },
): HTMLElement {
  const status = element('span', { class: 'save-status', 'aria-live': 'polite' });
  const opener = element(
    'button',
    { class: 'save-opener', type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    'Save as',
  );
  const items = fileFormats.map(format => {
    const item = element(
      'button',
      { type: 'button', role: 'menuitem', tabindex: -1, title: titles[format], 'aria-label': titles[format] },
      format.toUpperCase(),
    );
    item.addEventListener('click', () => void save(format), { signal });
    return item;
  });
  const menu = element(
    'div',
    { role: 'menu', 'aria-label': 'Save as', 'aria-orientation': 'horizontal', hidden: true },
    ...items,
  );
  const bar = element('div', { class: 'save' }, opener, menu, status);

  const open = (at: number | undefined): void => {
    menu.hidden = at === undefined;
    setAttributes(opener, { 'aria-expanded': String(at !== undefined) });
    (at === undefined ? opener : items.at(at))?.focus();
  };
  const save = async (format: FileFormat): Promise<void> => {
    open(undefined);
    status.textContent = '';
    try {
      const payload = present();
      const exporting = await loadExport();
      await download(await exporting.fileOf(payload, format), fileNameOf(payload, format), downloads);
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  };

  opener.addEventListener('click', () => open(menu.hidden ? 0 : undefined), { signal });
  bar.addEventListener(
    'keydown',
    event => {
      const at = items.findIndex(item => item === event.target);
      const to = {
        ArrowRight: at + 1,
        ArrowDown: at + 1,
        ArrowLeft: at - 1,
        ArrowUp: at - 1,
        Home: 0,
        End: -1,
      }[event.key];
      if (event.key === 'Escape' && !menu.hidden) open(undefined);
      else if (at >= 0 && to !== undefined) items.at(to % items.length)?.focus();
      else if (at < 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
        open(event.key === 'ArrowDown' ? 0 : -1);
      else return;
      event.preventDefault();
      // The notebook moves between cells on arrows.
      event.stopPropagation();
    },
    { signal },
  );
  bar.addEventListener(
    'focusout',
    event => {
      if (menu.hidden || bar.contains(event.relatedTarget as Node | null)) return;
      menu.hidden = true;
      setAttributes(opener, { 'aria-expanded': 'false' });
    },
    { signal },
  );
  return bar;
}

/** `similarity-distribution-2026-11-21.csv`, the day that the picture was made. */
function fileNameOf({ view, provenance }: ViewPayload, format: FileFormat): string {
  const made = provenance?.made ?? new Date().toISOString();
  return `${view}-${made.slice(0, 10)}.${format}`;
}

/** A file of its own beside the view: only those who save load it. */
async function loadExport(): Promise<ExportModule> {
  try {
    return (await import(new URL('./export.js', import.meta.url).href)) as ExportModule;
  } catch (error) {
    throw new Error('What saves files could not be loaded. Install CLIP Notebook again.', { cause: error });
  }
}

export const saveMenuStyle = `
.save { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 4px; margin-top: 4px; font-size: 0.92em; color: var(--muted); }
.save button { background: none; border: 1px solid transparent; border-radius: 3px; padding: 1px 6px; color: inherit; cursor: pointer; }
.save button:hover, .save-opener[aria-expanded='true'] { color: var(--text); }
.save [role='menuitem']:hover { background: var(--track); }
.save .save-opener { padding-left: 0; }
.save-opener:hover { text-decoration: underline; }
.save-opener::after { content: '›'; padding-left: 4px; }
.save [role='menu'] { display: flex; gap: 2px; }
.save [role='menu'][hidden] { display: none; }
.save [role='menuitem'] { color: var(--text); border-color: var(--line); }
.save-status { color: var(--error); }
`;
