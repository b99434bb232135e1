import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerWith, draw, launchBrowser, outputPage } from './browser.ts';
import { zeroShotPayload } from './payloads.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (): Promise<Page> => outputPage(browser, { theme: 'vscode-dark' });
const texts = ['fundus', 'mammogram'];

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
