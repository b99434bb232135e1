import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draw, launchBrowser, outputPage } from './browser.ts';
import { sheetPayload } from './sheet-payload.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (theme: ThemeKind = 'vscode-dark', width = 1100): Promise<Page> =>
  outputPage(browser, { theme, width });

for (const width of [700, 1100])
  it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
    `draws every kind of part at ${width} pixels in %s`,
    async theme => {
      const view = await open(theme, width);
      await draw(view, sheetPayload());
      await view.locator('.xtick text').first().waitFor();
      expect(await view.locator('.part > h4').count()).toBe(9);
      await view.screenshot({ path: `dist/screenshots/sheet-${width}-${theme}.png`, fullPage: true });
    },
  );
