import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { workbenchPage } from '../../../extension/workbench/page-html.ts';
import type { WorkbenchHostMessage, WorkbenchPageMessage } from '../../../webviews/protocol/workbench.ts';
import { themes, type ThemeKind } from './themes.ts';

const renderers = new URL('../../../dist/renderers/', import.meta.url);

/** The panel's page under its own policy, in a fake editor that keeps what it says. */
export async function panelPage(browser: Browser, theme: ThemeKind, width = 340): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on('pageerror', error => {
    throw error;
  });
  await page.route('https://panel.test/**', route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const file = new URL(`.${pathname}`, renderers);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(file, 'utf8') });
  });
  await page.addInitScript(
    ([kind, variables]) => {
      const world = globalThis as unknown as Record<string, unknown>;
      const said: unknown[] = [];
      world['said'] = said;
      world['acquireVsCodeApi'] = () => ({ postMessage: (message: unknown) => said.push(message) });
      world['refused'] = [];
      const { document } = world as unknown as { document: FakeDocument };
      document.addEventListener('securitypolicyviolation', event =>
        (world['refused'] as unknown[]).push(`${event.violatedDirective} ${event.blockedURI}`),
      );
      document.addEventListener('DOMContentLoaded', () => {
        document.body.dataset['vscodeThemeKind'] = kind;
        for (const [name, value] of variables)
          document.documentElement.style.setProperty(`--vscode-${name}`, value);
        document.body.style.setProperty('background', 'var(--vscode-editor-background)');
      });
    },
    [theme, Object.entries(themes[theme])] as const,
  );
  await page.goto('https://panel.test/');
  await heard(page, 'ready');
  return page;
}

interface FakeDocument {
  readonly body: FakeElement;
  readonly documentElement: FakeElement;
  addEventListener(
    name: string,
    listener: (event: { violatedDirective: string; blockedURI: string }) => void,
  ): void;
}

interface FakeElement {
  readonly dataset: Record<string, string>;
  readonly style: { setProperty(name: string, value: string): void };
}

/** The extension says something to the page. */
export async function tell(page: Page, message: WorkbenchHostMessage): Promise<void> {
  await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
}

/** What the page has said so far. */
export function saidBy(page: Page): Promise<readonly WorkbenchPageMessage[]> {
  return page.evaluate('said');
}

/** The latest message of a kind, once there are `count` of it. */
export async function heard<Kind extends WorkbenchPageMessage['kind']>(
  page: Page,
  kind: Kind,
  count = 1,
): Promise<WorkbenchPageMessage & { kind: Kind }> {
  const counted = `said.filter(({ kind }) => kind === '${kind}')`;
  // The page's policy forbids what Playwright's own waiting does.
  await expect.poll(() => page.evaluate<number>(`${counted}.length`)).toBeGreaterThanOrEqual(count);
  return page.evaluate(`${counted}.at(-1)`);
}

const html = workbenchPage({
  script: 'https://panel.test/workbench.js',
  source: 'https://panel.test',
  nonce: 'n0nce',
});
