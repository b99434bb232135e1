import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asked, draw, launchBrowser, outputPage } from './browser.ts';
import { promptPayload, promptScores, twoVariants } from './prompt-payloads.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const open = (theme: ThemeKind = 'vscode-dark'): Promise<Page> => outputPage(browser, { theme });
const answer = (page: Page, scores: unknown): Promise<void> =>
  page.evaluate(`window.reply = ${JSON.stringify(scores)}`);

it.each(['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const)(
  'draws variants, flips and every image in %s',
  async theme => {
    const view = await open(theme);
    await draw(view, promptPayload());
    expect(await view.locator('.summary').innerText()).toBe(
      '2 prompt variants on 10 images, 2 classes · 95 % intervals by 1,000 resamples of the images',
    );
    expect(await view.locator('.variant .name').allInnerTexts()).toEqual(['bare <b>name', 'denial']);
    expect(await view.locator('.variant .figure').first().innerText()).toBe('0.750 [0.610, 0.880]');
    expect(await view.locator('.variant').nth(1).locator('.prompts li').allInnerTexts()).toEqual([
      'for every class\n{}',
      'against every class\nno {}',
    ]);
    expect(await view.locator('.pair .figure').allInnerTexts()).toEqual([
      '+0.020 [−0.010, +0.050]',
      '−0.030 [−0.100, +0.040]',
    ]);
    expect(await view.locator('.pair').innerText()).toContain('McNemar p = 0.727');
    expect(await view.locator('.flip').first().innerText()).toMatch(/→[^]*right → wrong/);
    expect(await view.locator('.image').count()).toBe(8);
    expect(await view.locator('.image').first().locator('.mark').count()).toBe(2);
    expect(await view.locator('.image').first().getAttribute('aria-label')).toMatch(
      /^\/scans\/chest 7\.png, p\(effusion\) · true: effusion: bare <b>name 0\.\d{3}, denial 0\.\d{3}$/,
    );
    expect(await view.locator('.notes').innerText()).toContain('The first 8 of 10 images are drawn');
    expect(await view.locator('.editor vscode-text-field, .tools .control').count()).toBe(0);
    const fills = await view.evaluate<string[]>(
      `[...document.querySelector('.clip-notebook-prompt-comparison').shadowRoot.querySelectorAll('.icon .mark')].map(mark => getComputedStyle(mark).fill)`,
    );
    expect(new Set(fills).size).toBe(2);
    await view.screenshot({ path: `dist/screenshots/prompt-comparison-${theme}.png`, fullPage: true });
  },
);

it('compares other variants, sorts, and shows another class without a kernel', async () => {
  const view = await open();
  await draw(view, promptPayload());
  await view.getByRole('combobox', { name: 'Compare' }).selectOption('denial');
  expect(await view.locator('.pair').innerText()).toContain('Choose two different variants');
  await view.getByRole('combobox', { name: 'with' }).selectOption('bare <b>name');
  expect(await view.locator('.pair .figure').first().innerText()).toBe('−0.020 [−0.050, +0.010]');
  expect(await view.locator('.pair').innerText()).toContain(
    'Only the first is right about 5, only the second about 3',
  );
  await view.getByRole('combobox', { name: 'sorted' }).selectOption('as given');
  expect(await view.locator('.image .name').first().innerText()).toBe('chest 0.png');
  await view.getByRole('combobox', { name: 'Probability of' }).selectOption('effusion');
  expect(await view.locator('.image .quiet').first().innerText()).toBe('p(effusion) · true: pneumonia');
  const names = await view
    .getByRole('combobox', { name: 'Probability of' })
    .locator('option')
    .allInnerTexts();
  expect(names).toEqual(['the true class', 'pneumonia', 'effusion', 'the class they differ in most']);
});

it('reaches every image and flip by keyboard, and leads from a flip to its image', async () => {
  const view = await open();
  await draw(view, promptPayload());
  const active = `document.querySelector('.clip-notebook-prompt-comparison').shadowRoot.activeElement`;
  await view.locator('.flip').first().focus();
  await view.keyboard.press('ArrowDown');
  const flipped = await view.evaluate<string>(`${active}.getAttribute('aria-label')`);
  await view.keyboard.press('Enter');
  expect(await view.evaluate(`${active}.className`)).toBe('image');
  const found = await view.evaluate<string>(`${active}.getAttribute('aria-label')`);
  expect(found.split(',')[0]).toBe(flipped.split(':')[0]);
  await view.keyboard.press('End');
  const last = await view.evaluate<string>(`${active}.querySelector('.name').textContent`);
  expect(last).toBe(await view.locator('.image .name').last().innerText());
  expect(await view.locator('.image[tabindex="0"]').count()).toBe(1);
});

it('asks for an edited prompt and moves the marks; fields keep what is typed', async () => {
  const view = await open();
  await draw(view, promptPayload({}, 'k/1'), 'answers');
  const field = view.getByRole('textbox', { name: /^Prompt 1 of bare/ });
  await field.waitFor();
  const x = (): Promise<string> =>
    view.evaluate(
      `[...document.querySelector('.clip-notebook-prompt-comparison').shadowRoot.querySelectorAll('.image .plot > svg')].map(mark => mark.getAttribute('x')).join()`,
    );
  const before = await x();
  const edited = [{ ...twoVariants[0]!, prompts: [{ text: 'an X-ray of {}' }] }, twoVariants[1]!];
  await answer(view, { ...promptScores(edited, 8, true, 1), edited: true });
  await field.fill('an X-ray of {}');
  await field.press('Enter');
  await expect.poll(x).not.toBe(before);
  expect(await view.locator('.summary').innerText()).toContain('edited');
  expect((await asked(view)).at(-1)).toMatchObject({
    live: 'k/1',
    message: { kind: 'set-variants', variants: edited },
  });
  expect(await field.inputValue()).toBe('an X-ray of {}');
});

it('duplicates, adds, renames, removes and resets variants', async () => {
  const view = await open();
  await draw(view, promptPayload({}, 'k/1'), 'answers');
  const names = (): Promise<string[]> =>
    view
      .locator('.head input')
      .evaluateAll(inputs => inputs.map(input => (input as unknown as { value: string }).value));
  const sent = async (): Promise<string[]> => {
    const { message } = (await asked(view)).at(-1)! as {
      message: { variants?: readonly { name: string }[] };
    };
    return (message.variants ?? []).map(({ name }) => name);
  };
  await view.getByRole('button', { name: 'Duplicate denial' }).waitFor();
  const three = [...twoVariants, { ...twoVariants[1]!, name: 'denial copy' }];
  await answer(view, { ...promptScores(three, 8), edited: true });
  await view.getByRole('button', { name: 'Duplicate denial' }).click();
  await expect.poll(names).toEqual(['bare <b>name', 'denial', 'denial copy']);
  await expect.poll(() => view.locator('.image').first().locator('.mark').count()).toBe(3);
  const renamed = three.map((variant, at) => (at === 2 ? { ...variant, name: 'third' } : variant));
  await answer(view, { ...promptScores(renamed, 8), edited: true });
  const last = view.locator('.head input').nth(2);
  await last.fill('third');
  await last.press('Enter');
  await expect.poll(sent).toEqual(['bare <b>name', 'denial', 'third']);
  await expect
    .poll(() => view.getByRole('combobox', { name: 'with' }).locator('option').allInnerTexts())
    .toContain('third');
  await answer(view, promptScores(twoVariants, 8));
  await view.getByRole('button', { name: 'Add a variant' }).click();
  await expect.poll(sent).toEqual(['bare <b>name', 'denial', 'third', 'new variant']);
  await view.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(names).toEqual(['bare <b>name', 'denial']);
  expect((await asked(view)).at(-1)).toMatchObject({ message: { kind: 'reset' } });
  await answer(view, promptScores([twoVariants[0]!], 8));
  await view.getByRole('button', { name: 'Remove denial' }).click();
  await expect.poll(names).toEqual(['bare <b>name']);
  await expect.poll(() => view.locator('.image').first().locator('.mark').count()).toBe(1);
});

it('shows the variants that were set last when it is drawn again', async () => {
  const view = await open();
  const one = [{ ...twoVariants[0]!, name: 'kept in the kernel' }, twoVariants[1]!];
  await answer(view, { ...promptScores(one, 8), edited: true });
  await draw(view, promptPayload({}, 'k/1'), 'answers');
  await expect
    .poll(() => view.locator('.variant').first().getAttribute('aria-label'))
    .toBe('kept in the kernel');
});

it('says what happened when the kernel is gone, and keeps the picture', async () => {
  const view = await open();
  await draw(view, promptPayload({}, 'k/1'), 'refuses');
  await expect
    .poll(() => view.locator('.status').innerText())
    .toBe('The kernel has ended. Run the cell again.');
  expect(await view.locator('.image').count()).toBe(8);
});

it('does with one image, one variant, no truth, and long names, in a narrow page', async () => {
  const view = await outputPage(browser, { width: 360, colorScheme: 'dark' });
  const long = [
    { name: 'n'.repeat(2000), scoring: 'classes' as const, prompts: [{ text: `${'w'.repeat(2000)} {}` }] },
  ];
  await draw(view, promptPayload({ variants: long, images: 1, known: false }));
  expect(await view.locator('.summary').innerText()).toContain(
    'no truth given: probabilities and flips only',
  );
  expect(await view.locator('.measure').count()).toBe(0);
  expect(await view.locator('.pair').count()).toBe(0);
  expect(await view.locator('.image').count()).toBe(1);
  expect(await view.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});

it('redraws 200 images of six variants within 100 ms of the answer', async () => {
  const six = Array.from({ length: 6 }, (_, at) => ({ ...twoVariants[at % 2]!, name: `variant ${at}` }));
  const view = await open('vscode-light');
  await draw(view, promptPayload({ variants: six, images: 200 }, 'k/1'), 'answers');
  const field = view.getByRole('textbox', { name: 'Prompt 1 of variant 0, every class' });
  await field.waitFor();
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const edited = six.map((variant, at) =>
      at === 0 ? { ...variant, prompts: [{ text: `${round} {}` }] } : variant,
    );
    await answer(view, { ...promptScores(edited, 200, true, round), edited: true });
    await view.evaluate(
      `window.drawnAfter = undefined; addEventListener('reply', () => { const start = performance.now(); requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { window.drawnAfter = performance.now() - start; }; channel.port2.postMessage(0); }); }, { once: true })`,
    );
    await field.fill(`${round} {}`);
    await field.press('Enter');
    await expect.poll(() => view.evaluate<number | null>('window.drawnAfter ?? null')).not.toBeNull();
    times.push(await view.evaluate<number>('window.drawnAfter'));
  }
  times.sort((left, right) => left - right);
  console.log(
    `200 images × 6 variants, from reply to drawn: fastest ${times[0]!.toFixed(1)} ms, median ${times[3]!.toFixed(1)} ms`,
  );
  // The fastest: on a machine that is busy with other work the clock measures that work.
  expect(times[0]).toBeLessThan(100);
});
