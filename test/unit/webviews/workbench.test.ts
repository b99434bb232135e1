import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkbenchPrompt, WorkbenchState } from '../../../webviews/protocol/workbench.ts';
import { launchBrowser } from './browser.ts';
import { zeroShotPayload } from './payloads.ts';
import type { ThemeKind } from './themes.ts';
import { heard, panelPage, saidBy, tell } from './workbench-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const prompt = (text: string, kind = '', variant = ''): WorkbenchPrompt => ({ text, class: kind, variant });
const state = (prompts: readonly WorkbenchPrompt[]): WorkbenchState => ({
  prompts,
  target: { kind: 'phantoms', modality: '', count: 6 },
  show: 'fit',
});
const texts = async (page: Page): Promise<string[]> => {
  const fields = page.locator('.prompt .line:first-child input');
  return fields.evaluateAll(all => (all as unknown as { value: string }[]).map(({ value }) => value));
};
const open = async (prompts: readonly WorkbenchPrompt[], theme: ThemeKind = 'vscode-dark'): Promise<Page> => {
  const page = await panelPage(browser, theme);
  await tell(page, { kind: 'notebook', name: 'try.ipynb', state: state(prompts) });
  await page.locator('.prompt').first().waitFor();
  return page;
};

it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
  'draws prompts and the picture of the view in %s, under its policy',
  async theme => {
    const page = await open([prompt('fundus'), prompt('mammogram')], theme);
    const { request, state: asked } = await heard(page, 'score');
    expect(asked).toEqual(state([prompt('fundus'), prompt('mammogram')]));
    const payload = zeroShotPayload(['fundus', 'mammogram']);
    await tell(page, { kind: 'scored', request, scored: { payload, encoded: 2 } });
    await page.locator('.card').first().waitFor();
    expect(await page.locator('.status').innerText()).toBe('2 prompts were encoded.');
    expect(await page.evaluate('refused')).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(340);
    if (process.env['SCREENSHOTS'])
      await page.screenshot({ path: `${process.env['SCREENSHOTS']}/workbench-${theme}.png`, fullPage: true });
    await page.close();
  },
);

it('asks once typing rests, one request at a time, for what stands there last', async () => {
  const page = await open([prompt('fundus')]);
  await heard(page, 'score');
  const field = page.getByRole('textbox', { name: 'Prompt 1', exact: true });
  await field.fill('');
  await field.pressSequentially('retina');
  await expect.poll(async () => (await heard(page, 'keep')).state.prompts[0]?.text).toBe('retina');
  await page.waitForTimeout(400);
  // The first request is still open.
  expect((await saidBy(page)).filter(({ kind }) => kind === 'score').length).toBe(1);
  const payload = zeroShotPayload(['fundus']);
  await tell(page, { kind: 'scored', request: 1, scored: { payload, encoded: 1 } });
  expect((await heard(page, 'score', 2)).state.prompts).toEqual([prompt('retina')]);
  await tell(page, { kind: 'refused', request: 2, sentence: 'The kernel ended.' });
  await expect.poll(() => page.locator('.status.bad').innerText()).toBe('The kernel ended.');
  await page.close();
});

it('adds, doubles, moves and removes prompts by keyboard, and takes pasted lines', async () => {
  const page = await open([prompt('one', 'a', 'v'), prompt('two')]);
  const first = page.getByRole('textbox', { name: 'Prompt 1', exact: true });
  await first.focus();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await texts(page)).toEqual(['two', 'one']);
  expect(await page.evaluate(focusedValue)).toBe('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('three');
  expect((await heard(page, 'keep')).state.prompts.at(-1)).toEqual(prompt('three', 'a', 'v'));
  await page.getByRole('button', { name: 'Duplicate prompt 1' }).click();
  expect(await texts(page)).toEqual(['two', 'two', 'one', 'three']);
  await page.getByRole('button', { name: 'Remove prompt 2' }).press('Enter');
  expect(await texts(page)).toEqual(['two', 'one', 'three']);
  await page.getByRole('button', { name: 'Add a prompt' }).click();
  await page.evaluate(pasteInto, 'four\r\n\nfive\tclass\tvariant\nsix');
  expect(await texts(page)).toEqual(['two', 'one', 'three', 'four', 'five', 'six']);
  await expect.poll(async () => (await heard(page, 'keep')).state.prompts.length).toBe(6);
  expect((await heard(page, 'keep')).state.prompts[4]).toEqual(prompt('five', 'class', 'variant'));
  await page.close();
});

it('offers what the kernel has, keeps what is chosen, and asks for a folder and for a cell', async () => {
  const page = await open([prompt('fundus')]);
  const variables = [{ name: 'words', holds: 'labels', count: 300 }] as const;
  await tell(page, { kind: 'sources', sources: { variables, phantoms: ['fundus'], names: [] } });
  const against = page.getByRole('combobox', { name: 'Held against' });
  await against.click();
  await page.getByRole('option', { name: 'words: 300 labels' }).click();
  expect((await heard(page, 'keep')).state.target).toEqual({ kind: 'variable', name: 'words' });
  expect(await page.getByRole('combobox', { name: 'How many phantoms' }).count()).toBe(0);
  await against.click();
  await page.getByRole('option', { name: 'A folder of images…' }).click();
  await heard(page, 'pick-folder');
  await tell(page, { kind: 'folder', path: '/data/scans' });
  await expect
    .poll(async () => (await heard(page, 'keep')).state.target)
    .toEqual({ kind: 'folder', path: '/data/scans' });
  await page.getByRole('combobox', { name: 'Shown as' }).click();
  await page.getByRole('option', { name: 'Prompts among themselves' }).click();
  expect((await heard(page, 'keep')).state.show).toBe('alike');
  await page.getByRole('button', { name: 'Insert as cell' }).click();
  expect((await heard(page, 'insert')).state.prompts).toEqual([prompt('fundus')]);
  await page.close();
});

it('keeps every control within a narrow side bar', async () => {
  const page = await panelPage(browser, 'vscode-dark', 250);
  await tell(page, { kind: 'notebook', name: 'try.ipynb', state: state([prompt('fundus')]) });
  await page.locator('.prompt').first().waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(250);
  const boxes = await page.locator('.line:nth-child(2) > .control, .acts > .control').evaluateAll(all =>
    (all as unknown as { getBoundingClientRect(): DOMBox }[]).map(each => {
      const { left, right, top } = each.getBoundingClientRect();
      return { left, right, top };
    }),
  );
  expect(boxes).toHaveLength(6);
  for (const [at, box] of boxes.entries()) {
    expect(box.right).toBeLessThanOrEqual(250);
    const next = boxes[at + 1];
    // Neighbours do not lie on each other.
    if (next && next.top === box.top) expect(next.left).toBeGreaterThanOrEqual(box.right);
  }
  if (process.env['SCREENSHOTS'])
    await page.screenshot({ path: `${process.env['SCREENSHOTS']}/workbench-narrow.png` });
  await page.close();
});

it('says what to do without a notebook, and without prompts', async () => {
  const page = await panelPage(browser, 'vscode-light');
  await tell(page, { kind: 'none', sentence: 'No CLIP notebook is open.' });
  await expect.poll(() => page.locator('.none').innerText()).toBe('No CLIP notebook is open.');
  expect(await page.locator('.bench').isVisible()).toBe(false);
  await tell(page, { kind: 'notebook', name: 'try.ipynb', state: state([]) });
  await expect.poll(() => page.locator('.status').innerText()).toContain('Write a prompt');
  expect((await saidBy(page)).map(({ kind }) => kind)).toEqual(['ready']);
  await page.close();
});

/** The value of the field that has the focus, through shadow trees. */
const focusedValue = `(() => { let one = document.activeElement; while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement; return one?.value; })()`;

/** Pastes text where the focus is, as the clipboard does. */
const pasteInto = (text: string): void => {
  const world = globalThis as unknown as {
    document: { activeElement: Deep | null };
    DataTransfer: new () => { setData(kind: string, text: string): void };
    ClipboardEvent: new (name: string, options: object) => object;
  };
  const clipboardData = new world.DataTransfer();
  clipboardData.setData('text/plain', text);
  let one = world.document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const options = { clipboardData, bubbles: true, composed: true, cancelable: true };
  one?.dispatchEvent(new world.ClipboardEvent('paste', options));
};

interface Deep {
  readonly shadowRoot: { readonly activeElement: Deep | null } | null;
  dispatchEvent(event: object): void;
}

interface DOMBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}
