import type { Browser, Page } from 'playwright-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../../../../.ci/browser.mjs';
import type { MimeBundle, Notebook } from '../../../../../kernels/cli/run/notebook/notebook.ts';
import { highlightTypeScript } from '../../../../../kernels/cli/run/page/highlight.ts';
import { formatPage } from '../../../../../kernels/cli/run/page/page.ts';
import { table } from '../../../../../kernels/displays/tables/table.ts';
import { displaySymbol } from '../../../../../kernels/displays/displayed.ts';

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function notebook(text: string, ...outputs: MimeBundle[]): Notebook {
  const data = outputs.map(bundle => ({ output_type: 'display_data', data: bundle, metadata: {} }));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: 'markdown', metadata: {}, source: text, attachments: { 'dot.png': { 'image/png': dot } } },
      { cell_type: 'code', metadata: {}, source: 'const x = "<b>";', execution_count: 1, outputs: data },
    ],
  };
}

async function pageOf(book: Notebook): Promise<string> {
  const run = { notebook: join(folder, 'a.ipynb'), name: 'a.ipynb', milliseconds: 1500 };
  return (await formatPage(book, run)).join('');
}

interface Opened {
  readonly page: Page;
  /** Errors, console messages, and requests that would leave the page. */
  readonly trouble: string[];
}

async function open(html: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Opened> {
  const path = join(folder, 'page.html');
  await writeFile(path, html);
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', message => trouble.push(message.text()));
  page.on('pageerror', error => trouble.push(error.message));
  // A request that the content policy stops is announced too; one that gets further fails for want of a network.
  page.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'csp') trouble.push(request.url());
  });
  page.on('requestfinished', request => {
    if (!/^(file|blob|data):/.test(request.url())) trouble.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  if (options.javaScriptEnabled !== false)
    await page.waitForSelector('body[data-drawn]', { state: 'attached' });
  return { page, trouble };
}

describe('a page', () => {
  it('draws views and Plotly figures from a file, without network and without errors', async () => {
    const rows = await table([{ kind: 'mass', count: 3 }])[displaySymbol]();
    const figure = { data: [{ y: [1, 3, 2] }], layout: { title: { text: 'A figure' } } };
    const book = notebook('# A *title*', rows, {
      'application/vnd.plotly.v1+json': figure,
      'text/plain': 'plot',
    });
    const { page, trouble } = await open(await pageOf(book));
    expect(trouble).toEqual([]);
    expect(await page.title()).toBe('A *title*');
    expect(await page.locator('.output.drawn').count()).toBe(2);
    expect(await page.locator('.live').first().getByText('mass').isVisible()).toBe(true);
    expect(await page.locator('.live .plotly').count()).toBeGreaterThan(0);
    expect(await page.locator('footer').innerText()).toContain('a.ipynb, run in 1.5 s');
    await page.context().close();
  });

  it('keeps what stands without scripts, and where a renderer fails', async () => {
    const broken = {
      'application/vnd.clip-notebook.table+json': { view: 'table', version: 99 },
      'text/plain': 'the rows',
    };
    const html = await pageOf(notebook('x', broken, { 'image/png': dot, 'text/plain': 'a dot' }));
    const still = await open(html, { javaScriptEnabled: false });
    expect(await still.page.getByText('the rows').isVisible()).toBe(true);
    expect(await still.page.getByAltText('a dot').isVisible()).toBe(true);
    const live = await open(html);
    expect(await live.page.getByText('the rows').isVisible()).toBe(true);
    expect(await live.page.locator('.output.drawn').count()).toBe(0);
    await Promise.all([still.page.context().close(), live.page.context().close()]);
  });

  it('runs no script of a notebook and fetches nothing', async () => {
    const bad = '<script>document.title = "bad"</script><img src=x onerror="parent.document.title=\'bad\'">';
    const book = notebook(
      `${bad} [link](javascript:alert(1)) ![far](https://example.org/a.png) ![near](attachment:dot.png)`,
      { 'text/html': `${bad}<b>shown</b><link rel="stylesheet" href="https://example.org/a.css">` },
      {
        'image/svg+xml': `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${bad.replace('x o', '"x" o')}</svg>`,
      },
      { 'text/plain': '</pre><script>document.title = "bad"</script>' },
      {
        'application/vnd.clip-notebook.none+json': { a: '</script><script>document.title = "bad"</script>' },
      },
    );
    const { page, trouble } = await open(await pageOf(book));
    expect(await page.title()).toBe('a.ipynb');
    expect(trouble.filter(line => /^https?:/.test(line))).toEqual([]);
    expect(await page.frameLocator('iframe.html').getByText('shown').isVisible()).toBe(true);
    expect(await page.locator('.text a').count()).toBe(0);
    expect(await page.getByAltText('near').getAttribute('src')).toBe(`data:image/png;base64,${dot}`);
    expect(await page.locator('section.text').innerText()).toContain('[far: https://example.org/a.png]');
    await page.context().close();
  });

  it('carries only the renderers it uses, and Plotly only for figures', async () => {
    const plain = await pageOf(notebook('x', { 'text/plain': '1' }));
    expect(plain.length).toBeLessThan(30_000);
    const rows = await table([{ a: 1 }])[displaySymbol]();
    expect((await pageOf(notebook('x', rows))).length).toBeLessThan(200_000);
  });
});

describe('highlighting', () => {
  it('marks comments, texts, numbers and words, and keeps the text', () => {
    const source = "const a: string = `x ${1}`; // let 'b'\nreturn a.new < 0x1f && 'it\\'s'";
    const html = highlightTypeScript(source);
    expect(
      html
        .replace(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    ).toBe(source);
    expect(html).toContain('<span class="word">const</span>');
    expect(html).toContain('<span class="comment">// let &#39;b&#39;</span>');
    expect(html).toContain('<span class="number">0x1f</span>');
    expect(html).toContain('a.new');
  });
});
