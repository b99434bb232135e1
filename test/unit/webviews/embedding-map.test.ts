import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackArray, type PackedArray } from '../../../webviews/protocol/packed-array.ts';
import { answerWith, asked, draw, launchBrowser, outputPage } from './browser.ts';
import { mapPayload } from './map-payload.ts';
import type { ThemeKind } from './themes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let page: Page;
const open = async (
  payload: ReturnType<typeof mapPayload>,
  theme: ThemeKind = 'vscode-dark',
): Promise<void> => {
  page = await outputPage(browser, { theme });
  await draw(page, payload, payload.live === undefined ? 'none' : 'answers');
  await page.locator('.pane[data-painter]').first().waitFor();
};
const pane = () => page.locator('.pane').first();
const spoken = () => page.locator('p.unseen[aria-live]').innerText();

/** Colours on the marks' canvas of the first pane, other than the background: how many pixels of each. */
const colors = (): Promise<Record<string, number>> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('.clip-notebook-embedding-map').shadowRoot.querySelector('.pane canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const found = {};
    for (let at = 0; at < data.length; at += 4) {
      const key = [data[at], data[at + 1], data[at + 2]].join(' ');
      found[key] = (found[key] ?? 0) + 1;
    }
    return found;
  })()`);

describe('a picture of a map', () => {
  it.each([
    ['vscode-light', '26 133 255'],
    ['vscode-dark', '55 148 255'],
    ['vscode-high-contrast', '55 148 255'],
  ] as const)('draws its groups in the colours of %s', async (theme, blue) => {
    await open(mapPayload({ baseline: true }), theme);
    expect((await colors())[blue]).toBeGreaterThan(200);
    expect(await page.locator('.pane').count()).toBe(2);
    expect(await page.locator('figcaption').nth(1).innerText()).toMatch(
      /30 labels .* 30 % of a label's neighbours are of its group, by chance; in the embeddings 80 % of the 4 nearest/,
    );
    expect(await page.locator('.facts').innerText()).toContain(
      'perplexity 9.67 (30 asked) · KL 0.432 nats · trustworthiness 0.951 · recall@5 0.71 · seed 7',
    );
    expect(await page.locator('.facts li').allInnerTexts()).toEqual([
      'Perplexity 30 needs more points.',
      'A note about the points.',
    ]);
  });

  it('is read as a table by those who do not see it', async () => {
    await open(mapPayload({ count: 12 }));
    expect(await pane().getAttribute('role')).toBe('application');
    const rows = page.locator('table tbody tr');
    expect(await rows.count()).toBe(12);
    expect(await rows.nth(4).locator('th, td').allTextContents()).toEqual([
      'label 4 <i>',
      'organ 1',
      'label 7 <i> 0.95',
      '0.90',
    ]);
  });

  it.each([
    ['one group of 500 labels', { count: 500, groups: 1 }],
    ['groups of one', { count: 40, groups: 40 }],
    ['four points', { count: 4, groups: 2 }],
  ])('draws %s', async (_, kind) => {
    await open(mapPayload(kind));
    expect(Object.keys(await colors()).length).toBeGreaterThan(3);
  });

  it('shows names of 2,000 letters without bursting', async () => {
    const payload = mapPayload({ count: 6 });
    const names = payload.data.names.map(name => name.padEnd(2_000, 'x '));
    await open({ ...payload, data: { ...payload.data, names } });
    await pane().focus();
    await page.keyboard.press('Home');
    expect((await page.locator('.details h4').innerText()).length).toBeLessThanOrEqual(120);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(900);
  });

  it('says that it was saved before it was laid out', async () => {
    page = await outputPage(browser, {});
    await draw(page, mapPayload({ running: true }));
    expect(await page.locator('.waiting').innerText()).toContain('Run the cell again');
  });

  it('stays within a narrow page', async () => {
    page = await outputPage(browser, { width: 360, colorScheme: 'dark' });
    await draw(page, mapPayload({ baseline: true, groups: 12, count: 40 }));
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});

describe('by keyboard', () => {
  it('reaches every point, pins, selects and takes back', async () => {
    await open(mapPayload({ count: 9, live: 'k/1' }));
    await pane().focus();
    const seen = new Set<string>();
    for (let at = 0; at < 9; at++) {
      await page.keyboard.press('PageDown');
      seen.add((await spoken()).split(',')[0]!);
    }
    expect(seen.size).toBe(9);
    await page.keyboard.press('Home');
    expect(await spoken()).toBe(
      'label 0 <i>, organ 0, 1 of 9, trust 1.00, nearest: label 3 <i> 0.95, label 6 <i> 0.85, label 0 <i> 0.75',
    );
    // Group 0 lies to the right, groups 1 and 2 above and below on the left.
    await page.keyboard.press('ArrowLeft');
    expect(await spoken()).not.toContain('label 0 <i>, organ 0, 1');
    await page.keyboard.press('Enter');
    expect(await spoken()).toContain('pinned');
    await page.keyboard.press(' ');
    await expect.poll(() => page.locator('.selection').innerText()).toContain('1 point selected');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await asked(page)).length).toBe(2);
    const [chosen, none] = (await asked(page)).map(
      ({ message }) => [...unpackArray((message as { points: PackedArray }).points)].length,
    );
    expect([chosen, none]).toEqual([1, 0]);
  });
});

describe('by pointer', () => {
  it('shows text, group and nearest neighbours of what it points at', async () => {
    await open(mapPayload({ count: 3, live: 'k/1' }));
    const box = (await pane().boundingBox())!;
    // Three points around a circle that fills the height: the first is half a width of theirs to the right of the middle.
    const right = (7.5 * (box.height - 54)) / (20 * Math.sin(Math.PI / 3));
    await page.mouse.move(box.x + box.width / 2 + right, box.y + box.height / 2);
    await expect.poll(() => page.locator('.details h4').innerText()).toBe('label 0 <i>');
    expect(await page.locator('.details .cosine').allInnerTexts()).toEqual(['0.950', '0.850']);
    await page.mouse.move(box.x + box.width / 2, box.y + 5);
    await expect.poll(() => page.locator('.details h4').count()).toBe(0);
  });

  it('selects by lasso and by box, and sends the points to the kernel', async () => {
    await open(mapPayload({ count: 30, live: 'k/1' }));
    const { x, y, width, height } = (await pane().boundingBox())!;
    await page.getByRole('button', { name: 'rectangle' }).click();
    await page.mouse.move(x + width * 0.6, y + 4);
    await page.mouse.down();
    await page.mouse.move(x + width - 4, y + height - 4, { steps: 4 });
    await page.mouse.up();
    await expect
      .poll(() => page.locator('.selection').innerText())
      .toBe('10 points selected. The next cell has them in the map’s selection.');
    const sent = async (): Promise<number[]> => [
      ...unpackArray(((await asked(page)).at(-1)!.message as { points: PackedArray }).points),
    ];
    expect(await sent()).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    await page.getByRole('button', { name: 'lasso' }).click();
    await page.mouse.move(x + 4, y + 4);
    await page.mouse.down();
    for (const [right, down] of [
      [0.5, 0.01],
      [0.5, 0.5],
      [0.01, 0.5],
    ] as const)
      await page.mouse.move(x + width * right, y + height * down, { steps: 3 });
    await page.mouse.up();
    await expect.poll(sent).toEqual([1, 4, 7, 10, 13, 16, 19, 22, 25, 28]);
  });

  it('zooms by wheel only with Ctrl or when it has the focus, and a double click shows all', async () => {
    await open(mapPayload());
    const { x, y, width, height } = (await pane().boundingBox())!;
    const before = JSON.stringify(await colors());
    await page.mouse.move(x + width / 3, y + height / 3);
    await page.mouse.wheel(0, -200);
    await page.waitForTimeout(100);
    expect(JSON.stringify(await colors())).toBe(before);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(async () => JSON.stringify(await colors())).not.toBe(before);
    await page.mouse.dblclick(x + width / 3, y + 4);
    await expect.poll(async () => JSON.stringify(await colors())).toBe(before);
    await page.mouse.wheel(0, -400);
    await expect.poll(async () => JSON.stringify(await colors())).not.toBe(before);
  });
});

it('marks and lists what the search finds, and groups step aside', async () => {
  await open(mapPayload());
  await page.getByRole('searchbox').fill('LABEL 2');
  expect(await page.locator('.searching [role=status]').innerText()).toBe('11 found');
  await page.locator('.found li').nth(1).click();
  expect(await page.locator('.details h4').innerText()).toBe('label 20 <i>');
  await page.getByRole('searchbox').fill('');
  const blue = '55 148 255';
  await expect.poll(async () => (await colors())[blue] ?? 0).toBeGreaterThan(200);
  await page.getByRole('button', { name: /organ 0/ }).click();
  await expect.poll(async () => (await colors())[blue] ?? 0).toBe(0);
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect.poll(async () => (await colors())[blue] ?? 0).toBeGreaterThan(200);
});

it('shows frames as they come, asks to stop, and takes the finished layout', async () => {
  const whole = mapPayload({ live: 'k/1' });
  page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, mapPayload({ live: 'k/1', running: true }), 'answers');
  expect(await page.locator('.waiting').innerText()).toBe('Laying out 30 points …');
  const tell = (message: object): Promise<void> =>
    page.evaluate(`tellOutput('k/1', ${JSON.stringify(message)})`);
  const { coordinates } = whole.data.layout!;
  await tell({ kind: 'frame', step: 250, steps: 1000, klDivergence: 1.5, coordinates });
  expect(await page.locator('.words').innerText()).toBe('Step 250 of 1000, KL 1.500');
  await pane().waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  expect((await asked(page)).map(({ message }) => message)).toEqual([{ kind: 'stop' }]);
  await tell({
    kind: 'laid-out',
    layout: { ...whole.data.layout, state: 'stopped', step: 250, notes: ['Stopped.'] },
  });
  expect(await page.locator('.facts').innerText()).toContain('stopped at step 250 of 1000');
  await page.getByRole('button', { name: 'Lay out anew' }).click();
  expect((await asked(page)).at(-1)!.message).toEqual({
    kind: 'lay-out',
    method: 'tsne',
    perplexity: 30,
    seed: 7,
  });
  await tell({ kind: 'failed', sentence: 'Perplexity is too low.' });
  expect(await page.locator('.words').innerText()).toBe('Perplexity is too low.');
});

it('asks the kernel for what a picture of many points does not hold', async () => {
  await open(mapPayload({ count: 2_500, live: 'k/1', neighbors: false }));
  await answerWith(page, { neighbors: [{ point: 7, cosine: 0.5 }] } as never);
  await pane().focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.locator('.near .name').allInnerTexts()).toEqual(['label 7 <i>']);
});

it('draws 30 maps of a page', async () => {
  page = await outputPage(browser, { theme: 'vscode-dark' });
  for (let at = 0; at < 30; at++) await draw(page, mapPayload({ count: 2_100, neighbors: false }));
  expect(await page.locator('.pane').count()).toBe(30);
  await page.locator('.pane').last().scrollIntoViewIfNeeded();
  await page.locator('.pane').last().and(page.locator('[data-painter=canvas2d]')).waitFor();
});

describe('where there is WebGL', () => {
  let drawing: Browser;
  beforeAll(async () => {
    drawing = await launchBrowser({ webgl: true });
  });
  afterAll(() => drawing.close());

  it('draws the same as without', async () => {
    const shots: Buffer[] = [];
    const painters: (string | null)[] = [];
    for (const chosen of [drawing, browser]) {
      page = await outputPage(chosen, { theme: 'vscode-dark' });
      await draw(page, mapPayload({ count: 3_000, groups: 9, neighbors: false }));
      await page.locator('.pane[data-painter]').waitFor();
      painters.push(await pane().getAttribute('data-painter'));
      const url: string = await page.evaluate(
        `document.querySelector('.clip-notebook-embedding-map').shadowRoot.querySelector('.pane canvas').toDataURL()`,
      );
      const picture = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
      shots.push(await sharp(picture).removeAlpha().raw().toBuffer());
    }
    expect(painters).toEqual(['webgl2', 'canvas2d']);
    const [left, right] = shots as [Buffer, Buffer];
    expect(left.length).toBe(right.length);
    let drawn = 0;
    let off = 0;
    for (let at = 0; at < left.length; at += 3) {
      const differ = (other: Uint8Array, from: number): number =>
        Math.max(...[0, 1, 2].map(part => Math.abs(left[at + part]! - other[from + part]!)));
      if (differ(left, 0) > 0) drawn++;
      if (differ(right, at) > 64) off++;
    }
    expect(drawn).toBeGreaterThan(5_000);
    expect(off / drawn).toBeLessThan(0.02);
  });
});
