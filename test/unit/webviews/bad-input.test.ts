import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../kernels/displays/display.ts';
import {
  embeddingMap,
  type EmbeddingMapOptions,
} from '../../../kernels/displays/embedding-map/embedding-map.ts';
import { comparePrompts } from '../../../kernels/displays/prompt-comparison/compare-prompts.ts';
import { similarityDistributions } from '../../../kernels/displays/similarity-distribution/similarity-distributions.ts';
import { Failure } from '../../../kernels/protocol/failures/index.ts';
import { mimeOf, type ViewName, type ViewPayload } from '../../../webviews/protocol/views.ts';
import { colourModel, picture } from '../kernels/displays/colour-model.ts';
import { draw, launchBrowser, outputPage } from './browser.ts';
import { clusteredEmbeddings } from './similarity-payload.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What the reader sees: the text of the view, or the sentence of the failure. */
async function shown(view: ViewName, value: () => Promise<unknown>): Promise<string> {
  let bundle;
  try {
    bundle = await bundleOf(await value());
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  const page = await outputPage(browser, { theme: 'vscode-dark' });
  await draw(page, bundle[mimeOf(view)] as ViewPayload);
  const place = page.locator(`.clip-notebook-${view}`);
  await place.locator('.main-svg path, .pane[data-painter], .variant').first().waitFor({ state: 'attached' });
  const { height } = (await place.boundingBox())!;
  expect(height).toBeGreaterThan(100);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(900);
  const text = await place.locator('.view').innerText();
  expect(text).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b|\[object /);
  return text;
}

const sizes = (count: number, groups: number): Record<string, number> =>
  Object.fromEntries(
    Array.from({ length: groups }, (_, group) => [`group ${group}`, Math.ceil(count / groups)]),
  );
type Rows = ReturnType<typeof clusteredEmbeddings>;
const equal = ({ embeddings, groups }: Rows): Rows => ({
  groups,
  embeddings: { ...embeddings, data: embeddings.data.map(() => 1) },
});
const notNumbers = ({ embeddings, groups }: Rows): Rows => ({
  groups,
  embeddings: { ...embeddings, data: embeddings.data.map((value, at) => (at === 7 ? NaN : value)) },
});
const long = ({ embeddings, groups }: Rows): Rows => ({
  groups: Object.fromEntries(
    Object.entries(groups).map(([group, ids]) => [group, ids.map(id => id.padEnd(2_000, ' x'))]),
  ),
  embeddings: { ...embeddings, ids: embeddings.ids.map(id => id.padEnd(2_000, ' x')) },
});
const rows: readonly [string, Rows][] = [
  ['500 labels', clusteredEmbeddings('many', sizes(500, 5), 1)],
  ['labels of 2,000 characters', long(clusteredEmbeddings('long', sizes(12, 3), 1))],
  ['groups of one', clusteredEmbeddings('ones', sizes(8, 8), 1)],
  ['rows that are all equal', equal(clusteredEmbeddings('equal', sizes(12, 2), 1))],
  ['rows that are no numbers', notNumbers(clusteredEmbeddings('broken', sizes(12, 2), 1))],
  ['one point', clusteredEmbeddings('one', sizes(1, 1), 1)],
  ['no points', clusteredEmbeddings('none', {}, 1)],
];

/** Never an empty frame. */
function expectWords(text: string): void {
  expect(text).toMatch(/\w+ \w+ \w+/);
}

describe('what the reader sees', () => {
  it.each(rows)('of distributions of %s', async (_, { embeddings, groups }) => {
    const options = { resamples: 20, randomGroups: 20 };
    expectWords(
      await shown('similarity-distribution', () => similarityDistributions(embeddings, groups, options)),
    );
  });

  it.each(rows)('of a map of %s', async (_, { embeddings, groups }) => {
    const of = Object.entries(groups).flatMap(([group, ids]) => ids.map(() => group));
    const options: EmbeddingMapOptions = { groups: of, method: 'pca' };
    expectWords(await shown('embedding-map', () => embeddingMap(embeddings, options)));
  });

  const words = (count: number, letter = ''): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`kind ${at}`, `red ${at}${letter}`]));
  it.each([
    ['500 labels', 2, words(500), ['red 1']],
    ['labels of 2,000 characters', 2, words(2, ' x'.repeat(1_000)), ['red 1']],
    ['one class', 2, words(1), ['red 1']],
    ['images that are all equal', 3, words(2), ['red 1', 'red 1', 'red 1']],
    ['one image', 1, words(2), ['red 1']],
    ['no images', 0, words(2), []],
  ] as const)('of prompts compared by %s', async (_, __, texts, images) => {
    const { clip } = colourModel();
    const drawn = await Promise.all(images.map(name => picture(name)));
    expectWords(
      await shown('prompt-comparison', () => comparePrompts(clip, drawn, { own: { texts }, bare: '{}' })),
    );
  });

  it('of prompts compared by images that have vanished since', async () => {
    const { clip } = colourModel();
    const gone = '/nowhere/gone.png';
    const some = [await picture('red 1'), gone];
    const variants = { bare: '{}', swapped: { texts: { red: 'green', green: 'red' } } };
    expect(await shown('prompt-comparison', () => comparePrompts(clip, some, variants))).toContain(
      'gone.png',
    );
    expectWords(await shown('prompt-comparison', () => comparePrompts(clip, [gone], variants)));
  });
});
