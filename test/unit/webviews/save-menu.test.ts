import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { answerWith, draw, launchBrowser, outputPage } from './browser.ts';
import { mapPayload } from './map-payload.ts';
import { zeroShotPayload } from './payloads.ts';
import { promptPayload } from './prompt-payloads.ts';
import { sheetPayload } from './sheet-payload.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (): Promise<Page> => outputPage(browser, { theme: 'vscode-dark' });
const texts = ['fundus', 'mammogram'];
/** Markup, control characters, half a surrogate pair, other scripts. */
const hard = ['<b>&"\']]>', '\u0000\u0008\ud800\ufffe', 'لا يوجد 肺炎', 'x'.repeat(2_000)];

/** The file that a press of `key` on the focused menu gives. */
async function saved(view: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([view.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function savedAs(view: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  await view.getByRole('button', { name: 'Save as' }).click();
  return saved(view, () => view.getByRole('menuitem', { name: format }).click());
}

it('opens, moves and closes by keyboard', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(texts));
  const opener = view.getByRole('button', { name: 'Save as' });
  const focused = (): Promise<string> =>
    view.evaluate(
      `(() => { const { activeElement: at } = document.querySelector('.clip-notebook-zero-shot').shadowRoot; return at.getAttribute('aria-label') ?? at.textContent; })()`,
    );
  await opener.focus();
  expect(await opener.getAttribute('aria-expanded')).toBe('false');
  await view.keyboard.press('Enter');
  expect(await opener.getAttribute('aria-expanded')).toBe('true');
  expect(await focused()).toBe('PNG picture');
  await view.keyboard.press('ArrowRight');
  expect(await focused()).toBe('SVG drawing');
  await view.keyboard.press('ArrowDown');
  await view.keyboard.press('ArrowDown');
  expect(await focused()).toBe('PNG picture');
  await view.keyboard.press('ArrowLeft');
  expect(await focused()).toBe('CSV table');
  await view.keyboard.press('Escape');
  expect(await focused()).toBe('Save as');
  expect(await view.getByRole('menuitem').count()).toBe(0);
  await view.keyboard.press('ArrowUp');
  const { name, bytes } = await saved(view, () => view.keyboard.press('Enter'));
  expect(name).toBe('zero-shot-2026-01-31.csv');
  expect(bytes.toString().split('\r\n')).toEqual([
    'image,text,cosine,probability,truth',
    expect.stringMatching(/^\/scans\/one <b>\.png,fundus,0\.9,0\.73105\d+,fundus$/),
    expect.stringMatching(/^\/scans\/one <b>\.png,mammogram,0\.8,0\.26894\d+,fundus$/),
    expect.stringMatching(/^two\.png,fundus,0\.8,/),
    expect.stringMatching(/^two\.png,mammogram,0\.9,/),
    '',
  ]);
});

it('saves a PNG of twice the size of the drawing, with its provenance inside', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(texts));
  const svg = (await savedAs(view, 'SVG drawing')).bytes.toString();
  const { name, bytes } = await savedAs(view, 'PNG picture');
  expect(name).toBe('zero-shot-2026-01-31.png');
  const [width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.slice(1).map(Number);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * width!, 2 * height!]);
  expect(bytes.toString('latin1')).toContain('builtin fp32 (abababababab');
  const { default: sharp } = await import('sharp');
  const { density, comments } = await sharp(bytes).metadata();
  expect(density).toBe(192);
  expect(comments?.find(({ keyword }) => keyword === 'CLIP Notebook provenance')?.text).toContain('"n":2');
  // It shows something: white paper and ink.
  const { channels } = await sharp(bytes).stats();
  expect(channels[0]!.max).toBe(255);
  expect(channels[0]!.min).toBeLessThan(64);
});

it('saves what is on show after an edit', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(texts, 'k/1'), 'answers');
  await answerWith(view, zeroShotPayload(['fundus', 'knee', 'skin'], 'k/1'));
  const field = view.locator('.editor input').nth(1);
  await field.fill('knee');
  await field.press('Enter');
  await expect.poll(() => view.locator('.summary').innerText()).toContain('3 texts');
  const { bytes } = await savedAs(view, 'CSV table');
  expect(bytes.toString()).toContain('one <b>.png,skin,0.7,');
  expect(bytes.toString().trimEnd().split('\r\n')).toHaveLength(7);
});

it.each([
  ['embedding-map', mapPayload({ count: 8, baseline: true, others: ['second'] })],
  ['prompt-comparison', promptPayload()],
  ['sheet', sheetPayload()],
  ['zero-shot', zeroShotPayload(hard)],
] as const)('writes %s as XML that a browser reads, whatever the texts hold', async (_, payload) => {
  const view = await open();
  await draw(view, payload as ViewPayload);
  const svg = (await savedAs(view, 'SVG drawing')).bytes.toString();
  const read = await view.evaluate<string>(
    `(() => { const { documentElement: root } = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml'); return root.querySelector('parsererror')?.textContent ?? root.localName; })()`,
  );
  expect(read).toBe('svg');
});

it('saves the rows of a table that a filter leaves, in the order of the reader', async () => {
  const view = await open();
  const values = Float64Array.from({ length: 20 }, (_, at) => at / 3);
  await draw(view, {
    view: 'table',
    version: 1,
    data: {
      columns: [
        { name: 'file', kind: 'text', values: Array.from(values, (_, at) => `scan ${at}`) },
        { name: 'score', kind: 'number', values: packArray(values, [20]), missing: [1] },
      ],
      total: 20,
    },
  });
  await view.getByLabel('Filter rows').fill('scan 1');
  const head = view.getByRole('button', { name: /score/ });
  await head.click();
  await head.click();
  const rows = (await savedAs(view, 'CSV table')).bytes.toString().trimEnd().split('\r\n');
  expect(rows).toHaveLength(12);
  expect([rows[1], rows[10], rows[11]]).toEqual([`scan 19,${19 / 3}`, `scan 10,${10 / 3}`, 'scan 1,']);
});

it('leaves bars of progress alone', async () => {
  const view = await open();
  const data = {
    label: 'Encoding',
    done: 1,
    total: 2,
    unit: 'images',
    milliseconds: 5,
    state: 'running' as const,
  };
  await draw(view, { view: 'progress', version: 1, data });
  await view.locator('.clip-notebook-progress').waitFor();
  expect(await view.getByRole('button', { name: 'Save as' }).count()).toBe(0);
});
