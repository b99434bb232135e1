import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import { draw, launchBrowser, outputPage } from './browser.ts';
import { square } from './payloads.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = async (): Promise<Page> => (page = await outputPage(browser, { theme: 'vscode-light' }));

const table = (rows: number) => ({
  view: 'table' as const,
  version: 1 as const,
  data: {
    total: rows + 5,
    columns: [
      {
        name: 'file',
        kind: 'text' as const,
        values: Array.from({ length: rows }, (_, at) => `scan ${at}<i>`),
      },
      {
        name: 'score',
        kind: 'number' as const,
        values: packArray(
          Float64Array.from({ length: rows }, (_, at) => (at === 0 ? NaN : (at * 7) % 11)),
          [rows],
        ),
        missing: [0],
      },
    ],
  },
});

it('sorts a table up, down and back, rows without a value last', async () => {
  await draw(await open(), table(8));
  const scores = () => page.locator('td.number').allInnerTexts();
  const head = page.getByRole('button', { name: /score/ });
  expect(await scores()).toEqual(['', '7', '3', '10', '6', '2', '9', '5']);
  await head.click();
  expect(await scores()).toEqual(['2', '3', '5', '6', '7', '9', '10', '']);
  expect(await page.locator('th.number').getAttribute('aria-sort')).toBe('ascending');
  await head.click();
  expect(await scores()).toEqual(['10', '9', '7', '6', '5', '3', '2', '']);
  await head.click();
  expect(await scores()).toEqual(['', '7', '3', '10', '6', '2', '9', '5']);
});

it('filters a table, and draws more rows when it is scrolled', async () => {
  await draw(await open(), table(500));
  expect(await page.locator('tbody tr').count()).toBe(200);
  await page.locator('.scroller').press('End');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(400);
  await page.getByLabel('Filter rows').fill('SCAN 49');
  expect(await page.locator('tbody tr').count()).toBe(11);
  expect(await page.getByRole('status').innerText()).toBe('11 found. The first 500 of 505 rows.');
});

it('zooms a picture by button, wheel and keys, and moves it', async () => {
  const images = [
    { source: square(50), width: 400, height: 200, alt: 'A scan, 400 × 200 pixels', caption: 'left' },
  ];
  await draw(await open(), { view: 'image', version: 1, data: { images, total: 1 } });
  const picture = page.getByRole('img', { name: 'A scan, 400 × 200 pixels' });
  const box = async () => (await picture.boundingBox())!;
  expect(await box()).toMatchObject({ width: 400, height: 200 });
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect((await box()).width).toBe(600);
  await page.locator('.pane').press('0');
  expect((await box()).width).toBe(400);
  const { x, y } = await box();
  await page.mouse.move(x + 10, y + 10);
  await page.mouse.wheel(0, -100);
  expect((await box()).width).toBe(400);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await box()).width).toBe(500);
  await page.locator('.pane').press('ArrowRight');
  expect((await box()).x).toBeLessThan(x - 20);
  expect(await page.getByRole('status').innerText()).toBe('125 %');
});

it('opens one picture of a gallery at a time', async () => {
  const images = [20, 60].map(level => ({
    source: square(level),
    width: 4,
    height: 4,
    alt: `level ${level}`,
  }));
  await draw(await open(), { view: 'image', version: 1, data: { images, total: 9 } });
  expect(await page.getByText('The first 2 of 9 pictures.').count()).toBe(1);
  await page.locator('.tile').nth(0).click();
  await page.locator('.tile').nth(1).click();
  expect(await page.locator('.pane').count()).toBe(1);
  expect(await page.locator('.tile').nth(0).getAttribute('aria-expanded')).toBe('false');
  await page.locator('.tile').nth(1).click();
  expect(await page.locator('.pane').count()).toBe(0);
});

it('tells what an array is like', async () => {
  const data = {
    name: 'Image embeddings',
    dtype: 'float32',
    shape: [12, 512],
    bytes: 24_576,
    statistics: { min: -0.25, max: 0.5, mean: 0.000123456, std: 0.0442 },
    nan: 3,
    infinite: 0,
    norms: { min: 1, max: 1, mean: 1 },
    first: ['0.1', '0.2'],
    heatMap: { source: square(40), alt: 'Heat map' },
    notes: [['model', 'builtin']] as const,
  };
  await draw(await open(), { view: 'tensor', version: 1, data });
  expect(await page.locator('h4').innerText()).toBe('Image embeddings float32 [12, 512] 24.6 KB');
  expect(await page.locator('dd').allInnerTexts()).toEqual([
    '-0.25 … 0.5',
    '0.00012346 ± 0.0442',
    '1 … 1, mean 1',
    '3',
    '0.1, 0.2',
    'builtin',
  ]);
  expect(await page.getByRole('img', { name: 'Heat map' }).count()).toBe(1);
});

it('shows a bar that assistive technology can read', async () => {
  const data = {
    label: 'Encoding',
    done: 30,
    total: 120,
    unit: 'images',
    milliseconds: 3_000,
    state: 'running' as const,
  };
  await draw(await open(), { view: 'progress', version: 1, data });
  const bar = page.getByRole('progressbar', { name: 'Encoding' });
  expect(await bar.getAttribute('aria-valuenow')).toBe('30');
  expect(await bar.getAttribute('aria-valuetext')).toBe('30 of 120 images');
  expect(await page.locator('.quiet').innerText()).toBe('9.0 s left');
  await draw(await open(), {
    view: 'progress',
    version: 1,
    data: { ...data, total: undefined, state: 'stopped' },
  });
  expect(await page.locator('.progress').innerText()).toContain('stopped after 3.0 s');
  await draw(await open(), { view: 'progress', version: 1, data: { ...data, done: 120, state: 'done' } });
  expect(await page.locator('.progress').innerText()).toBe('Encoding · 120 images · 3.0 s');
  expect(await page.getByRole('progressbar').count()).toBe(0);
});
