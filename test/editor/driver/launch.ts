import { cp, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../.ci/browser.mjs';
import { installExtension, quietSettings, startCodeServer } from '../../../.ci/code-server.mjs';
import { listenForHosts, type ExtensionHost } from './bridge.ts';
import { launchDesktop } from './desktop.ts';
import type { Editor, LaunchOptions } from './editor.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pictures = join(root, 'dist', 'screenshots');
const traces = join(root, 'dist', 'editor-failures');
const startsWithin = 120_000;

/** A real VS Code with the packaged extension installed: in headless Chromium, or with CLIP_NOTEBOOK_EDITOR=desktop on the desktop. */
export async function launchEditor(options: LaunchOptions): Promise<Editor> {
  const base = await mkdtemp(join(tmpdir(), 'clip-editor-'));
  const folder = join(await realpath(base), 'work');
  const extensionsDir = join(base, 'x');
  const userDataDir = join(base, 'u');
  const hosts = await listenForHosts();
  await mkdir(extensionsDir, { recursive: true });
  await mkdir(folder);
  const closing: (() => unknown)[] = [
    () => rm(base, { recursive: true, force: true, maxRetries: 5 }),
    hosts.close,
  ];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  const start = {
    ...options,
    folder,
    extensionsDir,
    userDataDir,
    settings: { ...quietSettings, ...options.settings },
  };
  const env = { CLIP_NOTEBOOK_TEST_BRIDGE: String(hosts.port) };
  try {
    // Before the first start, which takes what lies in the folder for installed.
    await cp(join(root, 'test', 'editor', 'bridge'), join(extensionsDir, 'clip-notebook.test-bridge-0.0.1'), {
      recursive: true,
    });
    const vsix = await packagedExtension();
    if (process.env['CLIP_NOTEBOOK_EDITOR'] === 'desktop') {
      const { page, close } = await launchDesktop({ ...start, env, vsix });
      closing.push(close);
      return windowOf(page, await hosts.next(startsWithin), { folder, userDataDir, stop });
    }
    await installExtension({ vsix, extensionsDir, userDataDir });
    const server = await startCodeServer({ ...start, trusted: options.trusted ?? true, env });
    closing.push(() => server.stop());
    const browsers = new Map<boolean, Browser>();
    closing.push(async () => {
      for (const browser of browsers.values()) await browser.close();
    });
    const open = async ({ webgl } = { webgl: true }): Promise<Editor> => {
      const browser = browsers.get(webgl) ?? (await launchBrowser({ webgl }));
      browsers.set(webgl, browser);
      const context = await browser.newContext({ viewport: { width: 1280, height: 960 } });
      await context.addInitScript({ path: fileURLToPath(new URL('keep-contexts.js', import.meta.url)) });
      const page = await context.newPage();
      await page.goto(server.url, { timeout: startsWithin });
      const host = await hosts.next(startsWithin);
      await page.waitForSelector('.monaco-workbench .statusbar', { timeout: startsWithin });
      return windowOf(page, host, { folder, userDataDir, stop, open, output: () => server.output() });
    };
    return await open();
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The `.vsix` of this platform that `.ci/package.mjs` made, or the one that CLIP_NOTEBOOK_VSIX names. */
async function packagedExtension(): Promise<string> {
  const named = process.env['CLIP_NOTEBOOK_VSIX'];
  if (named) return named;
  const dist = join(root, 'dist');
  const found = existsSync(dist) ? (await readdir(dist)).filter(name => name.endsWith('.vsix')) : [];
  const systems = [process.platform, ...(process.platform === 'linux' ? ['alpine'] : [])];
  const own = found.find(name => systems.some(system => name.includes(`${system}-${process.arch}.`)));
  if (!own)
    throw new Error(`dist/ has no .vsix for ${process.platform}-${process.arch}: run node .ci/package.mjs.`);
  return join(dist, own);
}

interface Surroundings {
  readonly folder: string;
  readonly userDataDir: string;
  readonly stop: () => Promise<void>;
  readonly open?: Editor['another'];
  readonly output?: () => string;
}

function windowOf(page: Page, host: ExtensionHost, around: Surroundings): Editor {
  const { folder, userDataDir, stop, open, output } = around;
  return {
    page,
    call: host.call,
    hostPid: host.pid,
    folder,
    frame: () =>
      page
        .locator('iframe.webview.ready[src*="purpose=notebookRenderer"]')
        .filter({ visible: true })
        .contentFrame()
        .locator('#active-frame')
        .contentFrame(),
    screenshot: async name => {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    keepTraces: async name => {
      const kept = join(traces, name);
      await mkdir(kept, { recursive: true });
      await page.screenshot({ path: join(kept, 'window.png') });
      if (output) await writeFile(join(kept, 'server.log'), output());
      // Desktop and server keep their logs in different folders.
      for (const logs of ['logs', 'data/logs'].map(name => join(userDataDir, name)))
        if (existsSync(logs)) await cp(logs, join(kept, 'logs'), { recursive: true });
    },
    another: wanted =>
      open ? open(wanted) : Promise.reject(new Error('The desktop driver opens one window.')),
    stop,
  };
}
