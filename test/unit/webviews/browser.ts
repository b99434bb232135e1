import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { ViewName, ViewPayload } from '../../../webviews/protocol/views.ts';
import { themes, type ThemeKind } from './themes.ts';

export { launchBrowser } from '../../../.ci/browser.mjs';

const driver = new URL('driver.mjs', import.meta.url);
const renderers = new URL('../../../dist/renderers/', import.meta.url);

/**
 * A page as a notebook's output frame: the policy of `notebook.experimental.enableCsp`, theme variables, nothing else. Pages of
 * equal looks are used again, emptied: opening one takes a second or two where the machine is busy.
 */
export async function outputPage(browser: Browser, look: Look = {}): Promise<Page> {
  const pages = known.get(browser) ?? new Map<string, Page>();
  known.set(browser, pages);
  const key = JSON.stringify(look);
  const page = pages.get(key) ?? (await newPage(browser, look));
  pages.set(key, page);
  await page.evaluate(`clearOutputs(${JSON.stringify(look.theme ?? null)})`);
  return page;
}

interface Look {
  readonly theme?: ThemeKind;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

const known = new WeakMap<Browser, Map<string, Page>>();

async function newPage(browser: Browser, { theme, colorScheme = 'light', width = 900 }: Look): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 700 }, colorScheme });
  page.on('pageerror', error => {
    throw error;
  });
  await page.route('https://output.test/**', route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: emptyPage(theme) });
    if (pathname === '/driver.js')
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(driver, 'utf8') });
    const file = new URL(`.${pathname}`, renderers);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file, 'utf8') });
  });
  await page.goto('https://output.test/');
  return page;
}

/** How the fake kernel behind a page behaves. */
export type Kernel = 'answers' | 'refuses' | 'none';

/** Draws a payload. `none` is a page without messaging, as an exported one. */
export async function draw<Name extends ViewName>(
  page: Page,
  payload: ViewPayload<Name>,
  kernel: Kernel = 'none',
): Promise<void> {
  await page.evaluate(`drawOutput(${JSON.stringify(payload)}, ${JSON.stringify(kernel)})`);
}

/** What the page asked its kernel so far. */
export function asked(page: Page): Promise<readonly { readonly message: unknown }[]> {
  return page.evaluate('asked');
}

/** What the kernel answers next. */
export async function answerWith(page: Page, payload: ViewPayload): Promise<void> {
  await page.evaluate(`window.reply = ${JSON.stringify(payload)}`);
}

function emptyPage(theme: ThemeKind | undefined): string {
  const policy =
    "default-src 'none'; script-src https://output.test 'unsafe-inline' 'unsafe-eval'; style-src https://output.test 'unsafe-inline'; img-src https://output.test https: http: data:; connect-src https:; child-src https: data:";
  const variables = Object.entries(theme === undefined ? {} : themes[theme]).map(
    ([name, value]) => `--vscode-${name}:${value}`,
  );
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const look =
    theme === undefined
      ? ':root{color-scheme:light dark}'
      : 'body{background:var(--vscode-editor-background)}';
  const kind = theme === undefined ? '' : ` class="${theme}" data-vscode-theme-kind="${theme}"`;
  return `<!doctype html><html lang="en" style="${variables.join(';')}"><head>${head}<title>output</title><script src="/driver.js"></script><style>${look}</style></head><body${kind}></body></html>`;
}
