import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { numberColumn, textColumn } from '../../../kernels/displays/sheet/columns.ts';
import { asked, draw, launchBrowser, outputPage } from './browser.ts';
import { bars, byName, cards, matrixPart, sheetPayload, table } from './sheet-payload.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const root = `document.querySelector('.clip-notebook-sheet').shadowRoot`;
const open = (theme: ThemeKind = 'vscode-dark', width = 900): Promise<Page> =>
  outputPage(browser, { theme, width });
const focused = (view: Page): Promise<string> => view.evaluate<string>(`${root}.activeElement.textContent`);

it.each([
  ['vscode-light', 1100],
  ['vscode-dark', 700],
  ['vscode-high-contrast', 700],
] as const)('draws every kind of part in %s at %d pixels', async (theme, width) => {
  const view = await open(theme, width);
  await draw(view, sheetPayload());
  await view.locator('.xtick text').first().waitFor();
  expect(await view.locator('.part > h4:visible').allInnerTexts()).toEqual([
    'Scores of observations are put together by',
    'Observations',
    'Each finding against its denial',
    'Chest 12 by its observations',
    'Reliability',
    'Cosines of prompts',
    'Images found',
    'Image by image',
  ]);
  expect(await view.getByRole('note').innerText()).toContain('scores below its best prompt');
  expect(await view.locator('.read-only').count()).toBe(1);
  expect(await view.locator('vscode-text-field, input[type="radio"]').count()).toBe(0);
  expect(await view.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  expect(await view.evaluate<string>(`${root}.textContent`)).not.toMatch(/undefined|NaN|null/);
  await view.screenshot({ path: `dist/screenshots/sheet-${width}-${theme}.png`, fullPage: true });
});

it('writes estimates, marks, best rows and what is not there in words', async () => {
  const view = await open();
  await draw(view, sheetPayload([table, bars]));
  const rows = view.locator('.kind-table tbody tr');
  expect(await rows.nth(0).innerText()).toContain('0.812 [0.733, 0.881]');
  expect(await rows.nth(1).innerText()).toContain('< 0.001');
  expect(await rows.nth(1).getAttribute('class')).toContain('best');
  expect(await rows.nth(3).locator('.sign').textContent()).toBe('bad ');
  expect(await rows.nth(4).locator('th').textContent()).toBe('a <b>bold</b> one');
  expect(await rows.nth(4).locator('.unseen').allTextContents()).toEqual([
    'no value',
    'no value',
    'no value',
  ]);
  expect(await view.locator('.kind-table').innerText()).toContain('The first 5 of 14 rows.');
  // JSON has no NaN.
  expect(await view.locator('.bar').last().locator('.value').textContent()).toBe('—no value');
});

it('sorts by pointer and keys, rows without a value last', async () => {
  const view = await open();
  await draw(view, sheetPayload([table]));
  const firsts = (): Promise<string[]> => view.locator('.kind-table tbody th').allTextContents();
  await view.getByRole('button', { name: 'images' }).click();
  expect((await firsts()).at(0)).toContain('cardiomegaly');
  await view.getByRole('button', { name: 'images' }).press('Enter');
  expect((await firsts()).map(name => name.replace('best ', ''))).toEqual([
    'pneumothorax',
    'effusion',
    'atelectasis',
    'cardiomegaly',
    'a <b>bold</b> one',
  ]);
  expect(await view.locator('[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
  await view.getByRole('button', { name: 'images' }).click();
  expect(await view.locator('[aria-sort]').count()).toBe(0);
});

it('draws 500 rows in steps, says how many are left, and clips texts of 2,000 letters', async () => {
  const view = await outputPage(browser, { width: 420, colorScheme: 'dark' });
  const long = 'w'.repeat(2000);
  const many = {
    ...table,
    columns: [
      textColumn(
        long,
        Array.from({ length: 500 }, () => long),
      ),
      numberColumn(
        'value',
        Array.from({ length: 500 }, (_, at) => at),
      ),
    ],
    total: 500,
    items: undefined,
  };
  const wide = {
    ...bars,
    groups: [{ label: long, bars: [{ label: long, value: 1, mark: 'good' as const }] }],
  };
  const card = {
    ...cards,
    groups: [{ title: long, cards: [{ title: long, lines: [{ text: long, share: 0.5, value: '1' }] }] }],
  };
  await draw(
    view,
    sheetPayload([many, wide, card, matrixPart(3, 3, { rows: [long, long, long] })], { title: long }),
  );
  expect(await view.locator('.kind-table tbody tr').count()).toBe(200);
  await view.getByRole('button', { name: 'Show 200 more of 300 rows' }).click();
  await view.getByRole('button', { name: 'Show 100 more of 100 rows' }).click();
  expect(await view.locator('.kind-table tbody tr').count()).toBe(500);
  expect(await view.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
  await view.screenshot({ path: 'dist/screenshots/sheet-narrow.png' });
});

it('says in a sentence what is empty', async () => {
  const view = await open();
  await draw(
    view,
    sheetPayload([
      { ...table, columns: [], total: 0 },
      { ...bars, groups: [] },
      { ...cards, groups: [] },
      { ...byName, choices: [] },
      matrixPart(0, 3),
      { kind: 'texts', id: 'none', title: 'Texts', groups: [], extensible: true },
      {
        kind: 'curves',
        id: 'lines',
        title: 'Lines',
        series: [],
        x: { label: 'x', digits: 1 },
        y: { label: 'y', digits: 1 },
      },
    ]),
  );
  for (const sentence of [
    'has no columns',
    'no bars to draw',
    'no cards',
    'no image to choose',
    'has no rows',
    'no texts',
    'no points to draw',
  ])
    expect(await view.evaluate<string>(`${root}.textContent`)).toContain(sentence);
});

it('moves through a matrix by arrow keys and chooses what its rows stand for', async () => {
  const view = await open();
  await draw(view, sheetPayload([matrixPart(5, 5)]));
  await view.locator('td.cell').first().focus();
  await view.keyboard.press('ArrowRight');
  await view.keyboard.press('ArrowDown');
  expect(await view.locator('.readout').innerText()).toBe('cardiomegaly × cardiomegaly: 1.00');
  await view.keyboard.press('ArrowRight');
  expect(await view.locator('.readout').innerText()).toBe('cardiomegaly × effusion: no value');
  expect(await view.locator('.kind-matrix [tabindex="0"]').count()).toBe(1);
  await view.keyboard.press('Home');
  await view.keyboard.press('ArrowLeft');
  expect(await focused(view)).toBe('cardiomegaly');
  await view.keyboard.press('Enter');
  expect(await view.locator('.choice-line').innerText()).toContain('1 prompt chosen');
  expect(await view.locator('.kind-matrix .chosen').getAttribute('aria-selected')).toBe('true');
  await view.keyboard.press('Escape');
});

it('paints 500 × 500 cells as one picture that keys and pointer read', async () => {
  const view = await open('vscode-light');
  await draw(view, sheetPayload([matrixPart(500, 500)]));
  const picture = view.getByRole('application');
  await picture.focus();
  await view.keyboard.press('ArrowRight');
  await view.keyboard.press('PageDown');
  expect(await view.locator('.readout').innerText()).toMatch(/^atelectasis 10 × cardiomegaly: /);
  const painted = await view.evaluate<number>(
    `(() => { const canvas = ${root}.querySelector('canvas'); const { data } = canvas.getContext('2d').getImageData(0, 0, 500, 500); return new Set(new Uint32Array(data.buffer)).size; })()`,
  );
  expect(painted).toBeGreaterThan(100);
});

it('shows one set of parts at a time, found by name and by arrow keys', async () => {
  const view = await open();
  await draw(view, sheetPayload([byName], { live: 'k/1' }), 'answers');
  await view.getByRole('tab').first().focus();
  await view.keyboard.press('End');
  expect(await view.getByRole('tabpanel').getAttribute('aria-label')).toBe('/scans/chest 16.png');
  await view.getByRole('searchbox').fill('chest 12');
  expect(await view.getByRole('tab').count()).toBe(1);
  await view.getByRole('searchbox').press('Enter');
  expect(await view.getByRole('tabpanel').getAttribute('aria-label')).toBe('/scans/chest 12.png');
  expect(await view.getByRole('tab', { selected: true }).count()).toBe(1);
  expect(await asked(view)).toMatchObject([{}, { message: { kind: 'latest' } }].slice(-1));
});

it('marks on every part what is chosen in one', async () => {
  const view = await open();
  await draw(view, sheetPayload([cards, { ...cards, id: 'again' }]));
  await view
    .getByRole('option', { name: /chest 2/ })
    .first()
    .click();
  expect(await view.locator('.card.chosen').count()).toBe(2);
  await view
    .getByRole('option', { name: /chest 2/ })
    .first()
    .focus();
  await view.keyboard.press('ArrowRight');
  await view.keyboard.press('Space');
  expect(await view.locator('.card.chosen').count()).toBe(4);
  await view.getByRole('button', { name: 'Clear' }).click();
  expect(await view.locator('.card.chosen').count()).toBe(0);
});
