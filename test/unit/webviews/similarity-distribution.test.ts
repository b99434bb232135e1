import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { asked, draw, launchBrowser, outputPage } from './browser.ts';
import { similarityPayload } from './similarity-payload.ts';
import type { ThemeKind } from './themes.ts';

const renderers = new URL('../../../dist/renderers/', import.meta.url);
let browser: Browser;
let payload: ViewPayload<'similarity-distribution'>;
beforeAll(async () => {
  [browser, payload] = await Promise.all([
    launchBrowser(),
    similarityPayload({ lung: 20, heart: 18, skin: 22 }),
  ]);
});
afterAll(() => browser.close());

const open = (theme: ThemeKind = 'vscode-dark'): Promise<Page> => outputPage(browser, { theme });

/** What the drawing of the first chart is made of. */
const strokes = `[...document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelectorAll('.panel')].map(panel => panel.querySelectorAll('.js-line').length)`;

it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
  'draws panels, best separated first, in %s',
  async theme => {
    const page = await open(theme);
    await draw(page, payload);
    await page.locator('.region').nth(1).waitFor();
    expect(await page.locator('h4').allInnerTexts()).toEqual(['sharp', 'blurred']);
    expect(await page.locator('.summary').innerText()).toContain('60 prompts in 3 groups');
    const aurocs = await page.locator('.numbers tbody tr:first-child .value').allInnerTexts();
    expect(Number(aurocs[0])).toBeGreaterThan(Number(aurocs[1]));
    // Within, across and what is below them; everything in both panels.
    expect(await page.evaluate<number[]>(strokes)).toSatisfy((counts: number[]) =>
      counts.every(count => count >= 4),
    );
    const dashes = await page.evaluate<string[]>(
      `[...document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelector('.panel').querySelectorAll('.xy .js-line')].map(line => line.style.strokeDasharray)`,
    );
    expect(new Set(dashes.slice(0, 2)).size).toBe(2);
    expect(await page.locator('.numbers').first().innerText()).toContain(
      'Bandwidth by Improved Sheather-Jones for all curves',
    );
    const ink = await page.evaluate<string>(
      `document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelector('.xtick text').style.fill`,
    );
    expect(ink).toBe(
      {
        'vscode-light': 'rgb(59, 59, 59)',
        'vscode-dark': 'rgb(204, 204, 204)',
        'vscode-high-contrast': 'rgb(255, 255, 255)',
      }[theme],
    );
  },
);

it('follows a change of theme and of width, and frees the figure when it is taken away', async () => {
  const page = await open('vscode-light');
  await draw(page, payload);
  await page.locator('.region').nth(1).waitFor();
  const fill = `getComputedStyle(document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelector('.xtick text')).fill`;
  expect(await page.evaluate(fill)).toBe('rgb(59, 59, 59)');
  await page.evaluate(
    `document.documentElement.style.setProperty('--vscode-editor-foreground', '#ffeedd'); document.body.dataset.vscodeThemeKind = 'vscode-dark'`,
  );
  await expect.poll(() => page.evaluate(fill)).toBe('rgb(255, 238, 221)');
  await page.setViewportSize({ width: 600, height: 700 });
  const width = `document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelector('.main-svg').getBoundingClientRect().width`;
  await expect.poll(() => page.evaluate<number>(width)).toBeLessThan(600);
  await page.evaluate(
    `window.plot = document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.querySelector('.plot')`,
  );
  expect(await page.evaluate(`plot._fullLayout !== undefined`)).toBe(true);
  await page.evaluate(`renderer.disposeOutputItem()`);
  expect(await page.evaluate(`plot._fullLayout === undefined && plot.childElementCount === 0`)).toBe(true);
  await page.setViewportSize({ width: 900, height: 700 });
});

it('shows the curves while Plotly is loading, and says so where it cannot be had', async () => {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  let arrive = (): void => undefined;
  const late = new Promise<void>(resolve => (arrive = resolve));
  await page.route('https://output.test/**', async route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>output</title>' });
    if (pathname === '/plotly.js') await late;
    if (pathname === '/plotly.js') return route.fulfill({ status: 404 });
    return route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(new URL(`.${pathname}`, renderers), 'utf8'),
    });
  });
  await page.goto('https://output.test/');
  await page.evaluate(
    `(async () => { const { activate } = await import('https://output.test/similarity-distribution.js'); activate({}).renderOutputItem({ id: 'o', json: () => (${JSON.stringify(payload)}) }, document.body.appendChild(document.createElement('div'))); })()`,
  );
  await page.locator('.preview path').first().waitFor({ state: 'attached' });
  // Curves and fills, and the lines below them.
  expect(await page.locator('.panel').first().locator('.preview path').count()).toBeGreaterThan(4);
  arrive();
  const problem = page.locator('.chart [role=alert]').first();
  await expect.poll(() => problem.innerText()).toContain('Plotly could not be loaded.');
  expect(await page.locator('.numbers tbody tr').count()).toBe(10);
  await page.close();
});

it('lists the kept pairs of the overlap where no kernel answers, and says how many of how many', async () => {
  const page = await open();
  await draw(page, payload);
  await page.getByRole('button', { name: /List the .* pairs of blurred/ }).click();
  const status = page.locator('.pairs-list [role=status]');
  const { kept } = payload.data.panels[1]!.band!;
  expect(await status.innerText()).toContain(
    `The 200 most alike of ${kept.total.toLocaleString('en')} pairs with cosine`,
  );
  expect(await status.innerText()).toContain('Run the cell to list the others.');
  const first = page.locator('.pairs-list tbody tr').first();
  const cosines = async () =>
    (await page.locator('.pairs-list td.cosine').allInnerTexts()).map(text => Number(text.replace('−', '-')));
  expect(await cosines()).toEqual((await cosines()).toSorted((left, right) => right - left));
  await page.locator('.pairs-list th button').first().click();
  expect(await cosines()).toEqual((await cosines()).toSorted((left, right) => left - right));
  await page.getByLabel('Filter pairs of blurred').fill('LUNG heart');
  expect(await first.innerText()).toMatch(/across.*(lung.*heart|heart.*lung)/s);
  expect(await status.innerText()).toMatch(/^\d+ found among the 200 most alike/);
  await page.getByLabel('Filter pairs of blurred').fill('');
  await page.getByLabel('Kind of pairs').selectOption('within groups');
  expect(new Set(await page.locator('.pairs-list td:nth-child(2)').allInnerTexts())).toEqual(
    new Set(['within']),
  );
});

it('asks a live kernel for all pairs of the band', async () => {
  const page = await open();
  const live = { ...payload, live: 'k/1' };
  const band = payload.data.panels[0]!.band!;
  await draw(page, live, 'answers');
  const reply = {
    total: 300,
    totalWithin: 300,
    left: packArray(
      Uint32Array.from({ length: 300 }, () => 0),
      [300],
    ),
    right: packArray(
      Uint32Array.from({ length: 300 }, (_, at) => 1 + (at % 19)),
      [300],
    ),
    cosine: packArray(
      Float32Array.from({ length: 300 }, (_, at) => 0.9 - at / 1000),
      [300],
    ),
  };
  await page.evaluate(`window.reply = ${JSON.stringify(reply)}`);
  await page.getByRole('button', { name: /List the .* pairs of sharp/ }).click();
  await page.locator('.pairs-list [role=status]', { hasText: 'All 300 pairs' }).waitFor();
  expect((await asked(page)).map(({ message }) => message)).toEqual([
    { kind: 'pairs', panel: 0, low: band.low, high: band.high },
  ]);
  expect(await page.locator('.pairs-list tbody tr').count()).toBe(200);
  await page.locator('.scroller').press('End');
  await expect.poll(() => page.locator('.pairs-list tbody tr').count()).toBe(300);
});

it('keeps the list when the kernel refuses, and says why', async () => {
  const page = await open();
  await draw(page, { ...payload, live: 'k/1' }, 'refuses');
  await page.getByRole('button', { name: /List the .* pairs of blurred/ }).click();
  await page
    .locator('.pairs-list [role=status]', { hasText: 'The kernel has ended. Run the cell again.' })
    .waitFor();
  expect(await page.locator('.pairs-list tbody tr').count()).toBe(200);
});

/** The class of what has the focus. */
const focused = `document.querySelector('.clip-notebook-similarity-distribution').shadowRoot.activeElement?.classList[0]`;

it('is read and worked by keys alone', async () => {
  const page = await open();
  await draw(page, payload);
  await page.locator('.region').nth(1).waitFor();
  await page.keyboard.press('Tab');
  const cursor = page.getByRole('application').first();
  expect(await page.evaluate(focused)).toBe('cursor');
  expect(await cursor.getAttribute('aria-label')).toMatch(
    /^Similarity of sharp: AUROC 0\.\d{3}; within groups mean/,
  );
  await page.keyboard.press('Home');
  const spoken = page.locator('.chart [aria-live]').first();
  const atStart = await spoken.innerText();
  await page.keyboard.press('ArrowRight');
  expect(await spoken.innerText()).not.toBe(atStart);
  expect(await spoken.innerText()).toMatch(/^cosine −?\d\.\d{3}\s+within groups: density/);
  expect(await page.locator('.tip').first().isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.locator('.tip').first().isVisible()).toBe(false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator('.region').first().getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  expect(await page.locator('.pairs-list').count()).toBe(0);
  expect(await page.evaluate(focused)).toBe('region');
  expect(await page.locator('.chart table').first().innerText()).toContain('within groups');
});

it('draws few pairs one by one, and says what cannot be measured', async () => {
  const page = await open();
  await draw(page, await similarityPayload({ lung: 1, heart: 1, skin: 1 }));
  await page.locator('.main-svg').first().waitFor();
  expect(await page.locator('.numbers [role=status]').first().innerText()).toContain(
    'No group has two prompts',
  );
  expect(await page.locator('.region').count()).toBe(0);
  await draw(page, await similarityPayload({ lung: 5, heart: 4 }));
  await page.locator('.region').first().waitFor();
  expect(
    await page.evaluate(
      `document.body.lastElementChild.firstElementChild.shadowRoot.querySelectorAll('.panel')[0].querySelectorAll('.xy2 .point').length`,
    ),
  ).toBe(36);
});

it('answers nothing to markup in names', async () => {
  const page = await open();
  const [panel] = payload.data.panels;
  const name = `<img src=x onerror="document.title='broken'">${'x'.repeat(250)}`;
  await draw(page, { ...payload, data: { ...payload.data, panels: [{ ...panel!, name }] } });
  await page.locator('.region').first().waitFor();
  expect(await page.title()).toBe('output');
  expect(await page.locator('h4').innerText()).toContain('<img');
});
