import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerWith, asked, draw, launchBrowser, outputPage } from './browser.ts';
import { zeroShotPayload } from './payloads.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (theme: ThemeKind = 'vscode-dark'): Promise<Page> => outputPage(browser, { theme });
const six = ['fundus', 'mammogram', 'chest', 'knee', 'brain', 'skin'];

it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
  'draws cards in %s',
  async theme => {
    const view = await open(theme);
    await draw(view, zeroShotPayload(six));
    expect(await view.locator('.summary').innerText()).toBe(
      '3 images against 6 texts · 50.0 % named rightly',
    );
    const cards = view.locator('.card');
    expect(await cards.count()).toBe(2);
    expect(await cards.nth(0).locator('.name').innerText()).toMatch(/^one <b>\.png/);
    expect(await cards.nth(0).locator('.text').allInnerTexts()).toEqual([
      'fundus',
      'mammogram',
      'chest',
      'knee',
      'brain',
    ]);
    expect(await cards.nth(0).locator('.value').first().innerText()).toMatch(/^\d\d\.\d %$/);
    // The true text of a wrong answer is shown though it is the last.
    expect(await cards.nth(1).locator('.text').last().innerText()).toBe('fundus');
    expect(await cards.nth(1).locator('.text').last().locator('.verdict-icon.right').count()).toBe(1);
    expect(await cards.nth(1).locator('.verdict .verdict-icon.wrong').count()).toBe(1);
    expect(await cards.nth(1).getAttribute('class')).toContain('wrong');
    expect(await view.locator('.notes').innerText()).toContain('three.png is empty.');
    expect(await view.locator('summary').innerText()).toBe('builtin fp32 · n = 2 · 2026-01-31');
    const [ink, paper] = await view.evaluate<[string, string]>(
      `[getComputedStyle(document.querySelector('.clip-notebook-zero-shot')).color, getComputedStyle(document.body).backgroundColor]`,
    );
    expect(contrast(ink, paper)).toBeGreaterThan(7);
  },
);

it('enlarges a thumbnail and shows the cosine by keyboard alone', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(['fundus', 'mammogram']));
  await view.keyboard.press('Tab');
  await view.keyboard.press('Enter');
  const thumbnail = view.locator('.thumbnail').first();
  expect(await thumbnail.getAttribute('aria-expanded')).toBe('true');
  expect((await thumbnail.boundingBox())!.width).toBeGreaterThan(300);
  await view.keyboard.press('Escape');
  expect(await thumbnail.getAttribute('aria-expanded')).toBe('false');
  // After it comes the box that chooses the image.
  await view.keyboard.press('Tab');
  await view.keyboard.press('Tab');
  await view.keyboard.press('ArrowDown');
  const bar = view.locator('.bar').nth(1);
  expect(await view.locator('.bar:focus').innerText()).toContain('mammogram');
  const focused = `document.querySelector('.clip-notebook-zero-shot').shadowRoot.activeElement`;
  expect(await view.evaluate(`getComputedStyle(${focused}.querySelector('.cosine')).opacity`)).toBe('1');
  expect(await bar.locator('.cosine').innerText()).toBe('cosine 0.800');
});

it('asks for changed, added and removed texts, and draws the answer', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(['fundus', 'mammogram'], 'k/1'), 'answers');
  await answerWith(view, zeroShotPayload(['retina', 'mammogram'], 'k/1'));
  const fields = view.locator('vscode-text-field input');
  await fields.first().fill('retina');
  await fields.first().press('Enter');
  await view.locator('.text', { hasText: 'retina' }).first().waitFor();
  expect((await asked(view)).map(({ message }) => message)).toEqual([
    { kind: 'set-texts', texts: ['retina', 'mammogram'] },
  ]);
  await answerWith(view, zeroShotPayload(['retina', 'mammogram', 'skin'], 'k/1'));
  await view.getByRole('button', { name: 'Add a text' }).click();
  await fields.nth(2).fill('skin');
  await fields.nth(2).press('Enter');
  await view.locator('.text', { hasText: 'skin' }).first().waitFor();
  await answerWith(view, zeroShotPayload(['mammogram', 'skin'], 'k/1'));
  await view
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await expect.poll(() => view.locator('.text', { hasText: 'retina' }).count()).toBe(0);
  expect((await asked(view)).at(-1)).toMatchObject({
    live: 'k/1',
    message: { texts: ['mammogram', 'skin'] },
  });
});

it('says what happened when the kernel is gone, and keeps the picture', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(['fundus', 'mammogram'], 'k/1'), 'refuses');
  const field = view.locator('vscode-text-field input').first();
  await field.fill('retina');
  await field.press('Enter');
  await expect
    .poll(() => view.locator('.status').innerText())
    .toBe('The kernel has ended. Run the cell again.');
  expect(await view.locator('.card').count()).toBe(2);
});

it('has no fields where nobody answers', async () => {
  const view = await open();
  await draw(view, zeroShotPayload(['fundus', 'mammogram'], 'k/1'), 'none');
  expect(await view.locator('.editor').count()).toBe(0);
});

it('follows a change of theme, and lets go when it is taken away', async () => {
  const view = await open('vscode-light');
  await draw(view, zeroShotPayload(['fundus', 'mammogram']));
  const place = view.locator('.clip-notebook-zero-shot');
  expect(await place.getAttribute('data-theme')).toBe('light');
  await view.evaluate(`document.body.dataset.vscodeThemeKind = 'vscode-high-contrast'`);
  await expect.poll(() => place.getAttribute('data-theme')).toBe('high-contrast');
  await view.evaluate(`renderer.disposeOutputItem()`);
  await view.evaluate(`document.body.dataset.vscodeThemeKind = 'vscode-dark'`);
  expect(await place.getAttribute('data-theme')).toBe('high-contrast');
});

it('refuses data of another version or none', async () => {
  const view = await open();
  const later = { ...zeroShotPayload(['fundus']), version: 2 } as unknown as ReturnType<
    typeof zeroShotPayload
  >;
  await expect(draw(view, later)).rejects.toThrow('Run its cell again');
  const empty = { view: 'zero-shot' } as ReturnType<typeof zeroShotPayload>;
  await expect(draw(view, empty)).rejects.toThrow('does not hold its data');
});

it('stays readable in a narrow page of another editor', async () => {
  const page = await outputPage(browser, { width: 360, colorScheme: 'dark' });
  await draw(page, zeroShotPayload(six));
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});

/** Contrast of two opaque colours, 1 to 21 (WCAG 2.2). */
function contrast(left: string, right: string): number {
  const [dark, light] = [luminance(left), luminance(right)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = colour.match(/[\d.]+/g)!.map(part => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
