import { mkdirSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { draw, launchBrowser, outputPage } from './browser.ts';
import { mapPayload } from './map-payload.ts';
import { square, zeroShotPayload } from './payloads.ts';
import { promptPayload } from './prompt-payloads.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const two = 'two.png';

/** The two images of the zero-shot payload, and one that has no name to choose by. */
const gallery: ViewPayload<'image'> = {
  view: 'image',
  version: 1,
  data: {
    total: 3,
    images: ['/scans/one <b>.png', two, undefined].map((name, at) => ({
      source: square(20 + 30 * at),
      width: 4,
      height: 4,
      alt: `Picture ${at}`,
      caption: `Scan ${at}`,
      name,
    })),
  },
};

/** Three prompts and two images on a map. */
function mixedMap(): ViewPayload<'embedding-map'> {
  const payload = mapPayload({ count: 5, groups: 1, live: 'k/1' });
  const texts = ['fundus', 'chest', 'knee', '/scans/one <b>.png', two];
  const kinds = packArray(Uint8Array.of(2, 2, 2, 1, 1), [5]);
  return { ...payload, data: { ...payload.data, items: { kinds, texts } } };
}

const box = (page: Page, name: string): Locator =>
  page.locator('.clip-notebook-zero-shot').getByRole('button', { name: `Choose ${name}`, exact: true });
const posted = (page: Page): Promise<readonly unknown[]> => page.evaluate('chosen');
const line = (page: Page, view: string): Locator => page.locator(`.clip-notebook-${view} .choice-line`);

it('marks an image that is chosen in one output in the others, and tells the host once', async () => {
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, gallery, 'answers');
  await draw(page, zeroShotPayload(['fundus', 'chest'], 'k/1'), 'answers');
  expect(await posted(page)).toEqual([{ kind: 'selection' }]);
  await box(page, two).click();
  expect(await box(page, two).getAttribute('aria-pressed')).toBe('true');
  const tiles = page.locator('.clip-notebook-image .tile');
  expect(await tiles.nth(1).getAttribute('class')).toContain('chosen');
  expect(await tiles.nth(0).getAttribute('class')).not.toContain('chosen');
  expect(await page.locator('.clip-notebook-image .choose').count()).toBe(2);
  expect(await line(page, 'image').innerText()).toMatch(
    /^1 image chosen · in the next cell: selection\(\)\s*Clear/,
  );
  expect(await posted(page)).toEqual([
    { kind: 'selection' },
    { kind: 'select', selection: { images: [two], prompts: [] } },
  ]);
  await line(page, 'image').getByRole('button', { name: 'Clear' }).click();
  expect(await box(page, two).getAttribute('aria-pressed')).toBe('false');
  expect(await line(page, 'zero-shot').innerText()).toContain('Choose images and prompts');
});

it('marks in a picture that is drawn later, also without messaging, as in an exported page', async () => {
  const page = await outputPage(browser, { theme: 'vscode-light' });
  await draw(page, zeroShotPayload(['fundus', 'chest']));
  await box(page, two).click();
  expect(await line(page, 'zero-shot').innerText()).not.toContain('next cell');
  await draw(page, gallery);
  await draw(page, promptPayload({ images: 4 }));
  expect(
    await page.locator('.clip-notebook-image .chosen .choose, .clip-notebook-image .choose.chosen').count(),
  ).toBe(1);
  expect(await line(page, 'prompt-comparison').innerText()).toContain('1 image chosen');
});

it('chooses prompts by keyboard, and Escape clears', async () => {
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, zeroShotPayload(['fundus', 'chest']));
  const bars = page.getByRole('option');
  await bars.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  // The text is chosen in the card of each image.
  expect(await page.getByRole('option', { selected: true }).allInnerTexts()).toHaveLength(2);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  expect(await line(page, 'zero-shot').innerText()).toContain('2 prompts chosen');
  await page.keyboard.press('Enter');
  expect(await line(page, 'zero-shot').innerText()).toContain('1 prompt chosen');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('option', { selected: true }).count()).toBe(0);
  await box(page, two).focus();
  await page.keyboard.press('Enter');
  expect(await box(page, two).getAttribute('aria-pressed')).toBe('true');
});

it('draws what was chosen elsewhere, in another editor or by a cell', async () => {
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, zeroShotPayload(['fundus', 'chest'], 'k/1'), 'answers');
  await page.evaluate(`selectOutput({ images: ['two.png', 'of another picture'], prompts: ['chest'] })`);
  expect(await box(page, two).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('option', { selected: true }).count()).toBe(2);
  expect(await line(page, 'zero-shot').innerText()).toContain('2 images and 1 prompt chosen');
  await page.evaluate(`selectOutput({ images: 'two.png' })`);
  expect(await box(page, two).getAttribute('aria-pressed')).toBe('true');
  // Told by the host, not said to it again.
  expect(await posted(page)).toEqual([{ kind: 'selection' }]);
});

it('links the points of a map, and leaves alone what the map does not show', async () => {
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, zeroShotPayload(['fundus', 'skin'], 'k/1'), 'answers');
  await draw(page, mixedMap(), 'answers');
  const told = page.locator('.clip-notebook-embedding-map .selection');
  await page.getByRole('option', { name: 'skin' }).first().click();
  expect(await told.innerText()).toBe('');
  await box(page, two).click();
  expect(await told.innerText()).toBe(
    '1 point is marked: chosen in the notebook, in the next cell by selection().',
  );
  const pane = page.locator('.pane').first();
  await pane.focus();
  await pane.press('Home');
  await pane.press(' ');
  await expect.poll(() => told.innerText()).toContain('2 points selected. The next cell');
  expect((await posted(page)).at(-1)).toEqual({
    kind: 'select',
    selection: { images: [two], prompts: ['skin', 'fundus'] },
  });
  expect(await page.getByRole('option', { name: 'fundus', selected: true }).count()).toBe(2);
});

it('chooses rows and prompts of a comparison, and follows an edit', async () => {
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, promptPayload({ images: 4 }));
  const rows = page.locator('.image');
  await rows.first().click();
  expect(await rows.first().getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  expect(await line(page, 'prompt-comparison').innerText()).toContain('2 images chosen');
  await page.getByRole('button', { name: 'Choose no {}' }).click();
  expect(await line(page, 'prompt-comparison').innerText()).toContain('2 images and 1 prompt chosen');
  // The other variant has this prompt too.
  await page.getByRole('button', { name: 'Choose {}' }).first().click();
  expect(await page.locator('.prompts .choose.chosen').count()).toBe(3);
});

it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
  'shows what is chosen by a frame and a tick in %s',
  async theme => {
    const page = await outputPage(browser, { theme });
    await draw(page, gallery);
    await draw(page, zeroShotPayload(['fundus', 'chest', 'knee']));
    await draw(page, promptPayload({ images: 4 }));
    await draw(page, mixedMap());
    await box(page, two).click();
    await page.getByRole('option', { name: 'chest' }).first().click();
    await page.locator('.image').nth(1).click();
    const outline = `getComputedStyle(document.querySelector('.clip-notebook-image').shadowRoot.querySelector('.tile.chosen'))`;
    expect(await page.evaluate(`${outline}.outlineStyle + ' ' + ${outline}.outlineWidth`)).toBe('solid 2px');
    const tick = `getComputedStyle(document.querySelector('.clip-notebook-zero-shot').shadowRoot.querySelector('.choose.chosen'), '::after')`;
    expect(await page.evaluate(`${tick}.borderBottomWidth`)).toBe('2px');
    mkdirSync('dist/screenshots', { recursive: true });
    await page.screenshot({ path: `dist/screenshots/selection-${theme}.png`, fullPage: true });
  },
);
