import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingMapLaidOut } from '../../../webviews/protocol/embedding-map.ts';
import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import { asked, draw, launchBrowser, outputPage } from './browser.ts';
import { mapPayload } from './map-payload.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await mkdir('dist/screenshots', { recursive: true });
});
afterAll(() => browser.close());

let page: Page;
const open = async (
  payload: ReturnType<typeof mapPayload>,
  theme: ThemeKind = 'vscode-dark',
): Promise<void> => {
  page = await outputPage(browser, { theme });
  await draw(page, payload, payload.live === undefined ? 'none' : 'answers');
  await page.locator('.pane[data-painter]').nth(1).waitFor();
};
const panes = () => page.locator('.pane');
/** How many pixels of a pane's upper canvas are drawn on: lines, rings and names. */
const inked = (at: number): Promise<number> =>
  page.evaluate(`new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => {
    const canvas = document.querySelector('.clip-notebook-embedding-map').shadowRoot.querySelectorAll('.pane')[${at}].querySelector('canvas.over');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] > 0) drawn++;
    resolve(drawn);
  })))`);

describe('maps side by side', () => {
  it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
    'have a pane and a name each, and say how far they agree, in %s',
    async theme => {
      await open(mapPayload({ others: ['second model', 'bag of words'] }), theme);
      expect(await panes().count()).toBe(3);
      expect(await page.locator('figcaption').allInnerTexts()).toEqual([
        'first model\n80 % of the 4 nearest are of the same group, 30 % by chance\ntrustworthiness 0.951 · recall@5 0.71',
        'second model\n50 % of the 4 nearest are of the same group, 30 % by chance\ntrustworthiness 0.951 · recall@5 0.71',
        'bag of words\n50 % of the 4 nearest are of the same group, 30 % by chance\ntrustworthiness 0.951 · recall@5 0.71',
      ]);
      expect(await page.locator('.agreements tbody tr').allInnerTexts()).toEqual([
        'first model and second model\t50 %\t14 %\t−0.25',
        'first model and bag of words\t50 %\t14 %\t−0.25',
        'second model and bag of words\t50 %\t14 %\t−0.25',
      ]);
      await panes().first().focus();
      await page.keyboard.press('Home');
      await page.screenshot({ path: `dist/screenshots/map-comparison-${theme}.png`, fullPage: true });
    },
  );

  it('mark the same label in every pane when it is pointed at in one, and list its neighbours in each', async () => {
    await open(mapPayload({ others: ['second model'] }));
    await page.locator('button', { hasText: 'Names' }).click();
    expect([await inked(0), await inked(1)]).toEqual([0, 0]);
    await panes().nth(1).focus();
    await page.keyboard.press('Home');
    expect(await page.locator('.details h4').innerText()).toBe('label 0 <i>');
    expect(await page.locator('.details h5').allInnerTexts()).toEqual(['first model', 'second model']);
    const lists = await Promise.all(
      (await page.locator('.details ol').all()).map(list => list.locator('.name').allTextContents()),
    );
    // Steps of three and of six along thirty labels.
    expect(lists).toEqual([
      ['label 3 <i>', '= label 6 <i>', 'label 9 <i>', '= label 12 <i>'],
      ['= label 6 <i>', '= label 12 <i>', 'label 18 <i>', 'label 24 <i>'],
    ]);
    expect(await page.locator('.details').innerText()).toContain('In common (=): 2 of 4.');
    expect(await inked(0)).toBeGreaterThan(200);
    expect(await inked(1)).toBeGreaterThan(200);
  });

  it('follow the pointer from pane to pane', async () => {
    await open(mapPayload({ count: 4, groups: 2, others: ['second model'] }));
    const box = (await panes().nth(1).boundingBox())!;
    // The second pane mirrors the first: group 0, on the right there, is on the left here.
    await page.mouse.move(box.x + 60, box.y + box.height / 2);
    for (let x = 10; x < 90 && (await page.locator('.details h4').count()) === 0; x += 4)
      await page.mouse.move(box.x + x, box.y + box.height / 2);
    expect(await page.locator('.details h4').innerText()).toMatch(/label [02] <i>/);
    expect(await inked(0)).toBeGreaterThan(0);
  });

  it('choose in one for all, and are all laid out anew', async () => {
    const payload = mapPayload({ count: 9, live: 'k/1', others: ['second model'] });
    await open(payload);
    await panes().nth(1).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.locator('.selection', { hasText: '1 point selected' }).waitFor();
    const [select] = (await asked(page)).map(({ message }) => message as { kind: string; points: never });
    expect(select!.kind).toBe('select');
    expect(Array.from(unpackArray(select!.points))).toEqual([0]);
    const told: EmbeddingMapLaidOut = {
      kind: 'laid-out',
      layout: { ...payload.data.layout!, seed: 9 },
      others: [{ ...payload.data.layout!, quality: undefined }],
    };
    await page.evaluate(`tellOutput('k/1', ${JSON.stringify(told)})`);
    await page.locator('.facts', { hasText: 'seed 9' }).waitFor();
    expect(await page.locator('figcaption').nth(1).innerText()).not.toContain('trustworthiness');
  });

  it('stay within a narrow page, with names of 2,000 letters', async () => {
    page = await outputPage(browser, { width: 360, colorScheme: 'dark' });
    const payload = mapPayload({ count: 12, others: ['x'.repeat(2_000), 'y '.repeat(1_000)] });
    await draw(page, payload);
    await panes().first().focus();
    await page.keyboard.press('Home');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
