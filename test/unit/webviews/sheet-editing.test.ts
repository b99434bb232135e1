import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SheetAsk, SheetData } from '../../../webviews/protocol/sheet.ts';
import { asked, draw, launchBrowser, outputPage } from './browser.ts';
import { bars, byName, choice, sheetPayload, table, texts } from './sheet-payload.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (): Promise<Page> => outputPage(browser, { theme: 'vscode-dark' });
const parts = [choice, texts, table, byName] as const;
const first = sheetPayload(parts, { live: 'k/1' });
const answer = (view: Page, data: SheetData): Promise<void> =>
  view.evaluate(`window.reply = ${JSON.stringify(data)}`);
const last = async (view: Page): Promise<SheetAsk> =>
  (await asked(view)).map(({ message }) => message as SheetAsk).at(-1)!;
const edited = (groups: readonly (readonly string[])[]): SheetData => ({
  ...first.data,
  summary: 'Scored anew.',
  edited: true,
  parts: [
    choice,
    {
      ...texts,
      groups: groups.map((list, at) => ({ label: ['effusion', 'cardiomegaly'][at]!, texts: list })),
    },
    { ...table, best: [0] },
    {
      ...byName,
      choices: byName.choices.map(each => ({ ...each, parts: [{ ...bars, id: each.name, title: 'anew' }] })),
    },
  ],
});
const original = [['blunted costophrenic angle', 'meniscus sign'], ['enlarged cardiac silhouette']];

async function drawn(): Promise<Page> {
  const view = await open();
  await answer(view, first.data);
  await draw(view, first, 'answers');
  await view.getByRole('textbox', { name: 'effusion 1' }).waitFor();
  return view;
}

it('asks for an edited text after a pause, and shows the answer around the caret', async () => {
  const view = await drawn();
  await view.getByRole('button', { name: 'images' }).click();
  await view.getByRole('tab').nth(2).click();
  const field = view.getByRole('textbox', { name: 'effusion 2' });
  const wanted = [['blunted costophrenic angle', 'meniscus X'], original[1]!];
  await answer(view, edited(wanted));
  await field.fill('meniscus ');
  await field.press('End');
  await field.press('X');
  await expect.poll(() => view.locator('.summary').innerText()).toBe('Scored anew.');
  expect(await last(view)).toEqual({ kind: 'set-texts', part: texts.id, groups: wanted });
  await field.press('Y');
  expect(await field.inputValue()).toBe('meniscus XY');
  expect(await view.locator('.badge').isVisible()).toBe(true);
  expect(await view.locator('[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  expect(await view.locator('tr.best').innerText()).toContain('atelectasis');
  expect(await view.getByRole('tabpanel').getAttribute('aria-label')).toBe('/scans/chest 3.png');
  expect(await view.getByRole('tabpanel').locator('h4').allInnerTexts()).toContain('anew');
});

it('adds and removes texts, and resets to what the cell gave', async () => {
  const view = await drawn();
  await answer(view, edited([['blunted costophrenic angle', 'meniscus sign', 'fluid'], original[1]!]));
  await view.getByRole('button', { name: 'Add to effusion' }).click();
  await view.keyboard.type('fluid');
  await view.keyboard.press('Enter');
  await expect
    .poll(async () => last(view))
    .toMatchObject({ groups: [['blunted costophrenic angle', 'meniscus sign', 'fluid'], original[1]] });
  await answer(view, edited([['meniscus sign', 'fluid'], original[1]!]));
  await view.getByRole('button', { name: 'Remove effusion 1' }).click();
  await expect
    .poll(async () => last(view))
    .toMatchObject({ groups: [['meniscus sign', 'fluid'], original[1]] });
  expect(await view.getByRole('button', { name: 'Remove cardiomegaly 1' }).count()).toBe(0);
  await answer(view, first.data);
  await view.getByRole('button', { name: 'Reset to what the cell gave' }).click();
  await expect
    .poll(() => view.getByRole('textbox', { name: 'effusion 1' }).inputValue())
    .toBe('blunted costophrenic angle');
  expect(await last(view)).toEqual({ kind: 'reset' });
  expect(await view.locator('.badge').isVisible()).toBe(false);
});

it('asks for another choice', async () => {
  const view = await drawn();
  await answer(view, { ...edited(original), parts: [{ ...choice, value: 'maximum' }, texts, table, byName] });
  await view.getByRole('radio', { name: 'maximum' }).check();
  await expect.poll(() => view.locator('.summary').innerText()).toBe('Scored anew.');
  expect(await last(view)).toEqual({ kind: 'set-choice', part: 'aggregate', option: 'maximum' });
  expect(await view.getByRole('radio', { name: 'maximum' }).isChecked()).toBe(true);
});

it('says by the field why there is no answer, and keeps numbers and what is typed', async () => {
  const view = await open();
  await draw(view, first, 'refuses');
  await expect
    .poll(() => view.locator('.status').innerText())
    .toBe('The kernel has ended. Run the cell again.');
  const field = view.getByRole('textbox', { name: 'effusion 1' });
  await field.fill('another sign');
  await field.press('Enter');
  const alert = view.locator('.texts li').first().getByRole('alert');
  await expect.poll(() => alert.innerText()).toBe('The kernel has ended. Run the cell again.');
  expect(await field.inputValue()).toBe('another sign');
  expect(await view.locator('.kind-table tbody tr').count()).toBe(5);
  await field.fill('');
  await field.press('Enter');
  expect(await view.locator('.summary').innerText()).toContain('Accuracy 0.775');
});

it('shows what was set last when a picture is drawn again', async () => {
  const view = await open();
  await answer(view, edited([['kept in the kernel'], original[1]!]));
  await draw(view, first, 'answers');
  await expect
    .poll(() => view.getByRole('textbox', { name: 'effusion 1' }).inputValue())
    .toBe('kept in the kernel');
});
