// A Chromium for the tests that draw: one of the machine's if there is one, else one that an npm or Debian package brings.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { extract } from 'tar-fs';
import { cachedFolder } from './editor-cache.mjs';

const require = createRequire(import.meta.url);
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
];

/**
 * A Chromium that has just shown its version: its program, the environment it needs, and where it comes from. Looks at
 * CLIP_NOTEBOOK_BROWSER, the machine's browsers and Playwright's; else unpacks the one of `@sparticuz/chromium` (Linux x64), else
 * installs Debian's, else lets Playwright fetch one. Throws an Error that says what to do where none can be had.
 */
export async function findBrowser() {
  const named = process.env.CLIP_NOTEBOOK_BROWSER;
  if (named) {
    const found = starts({ executablePath: named, env: {}, origin: 'CLIP_NOTEBOOK_BROWSER' });
    if (!found) throw new Error(`CLIP_NOTEBOOK_BROWSER names ${named}, which does not start as a browser.`);
    return found;
  }
  for (const executablePath of installed()) {
    const found = starts({ executablePath, env: {}, origin: 'this machine' });
    if (found) return found;
  }
  for (const offer of [unpacked, fromDebian, fromPlaywright]) {
    const candidate = await offer().catch(() => undefined);
    const found = candidate && starts(candidate);
    if (found) return found;
  }
  throw new Error(
    'No Chromium was found or could be installed. Install Chromium or Chrome, or name one in CLIP_NOTEBOOK_BROWSER=/path/to/chrome.',
  );
}

/** A headless Chromium under Playwright's control, drawing without a GPU; `webgl` says whether pages get WebGL 2, in software. */
export async function launchBrowser({ webgl = false } = {}) {
  const { executablePath, env } = await findBrowser();
  const drawing = webgl ? ['--enable-unsafe-swiftshader'] : ['--disable-gpu', '--disable-3d-apis'];
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: [...quiet, ...drawing] });
}

function starts(candidate) {
  if (!existsSync(candidate.executablePath)) return undefined;
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return candidate;
  const { status, stdout } = spawnSync(candidate.executablePath, ['--version'], {
    env: { ...process.env, ...candidate.env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 && /\d+\.\d+/.test(stdout) ? candidate : undefined;
}

function installed() {
  const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  const { PROGRAMFILES = 'C:\\Program Files' } = process.env;
  const elsewhere = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: [join(PROGRAMFILES, 'Google', 'Chrome', 'Application', 'chrome.exe')],
  };
  return [
    ...onPath.flatMap(name => folders.map(folder => join(folder, name))),
    ...(elsewhere[process.platform] ?? []),
    ...ofPlaywright(),
  ];
}

function ofPlaywright() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
      win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    }[process.platform] ??
    join(homedir(), '.cache', 'ms-playwright');
  const programs = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-linux/headless_shell'];
  const versions = existsSync(cache) ? readdirSync(cache).filter(name => name.startsWith('chromium')) : [];
  return [
    chromium.executablePath(),
    ...versions.flatMap(version => programs.map(program => join(cache, version, program))),
  ];
}

/** The package holds a headless Chromium for bare containers, and the libraries and fonts that such containers lack. */
async function unpacked() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const root = join(dirname(require.resolve('@sparticuz/chromium')), '../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const inflate = name => [createReadStream(join(root, 'bin', name)), createBrotliDecompress()];
  const folder = await cachedFolder(`chromium-${version}`, async target => {
    for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await pipeline(...inflate(archive), extract(target));
    }
    await writeFile(join(target, 'fonts.conf'), fontsOf('/usr/share/fonts', 'fonts'));
    const program = createWriteStream(join(target, 'chromium'), { mode: 0o755 });
    await pipeline(...inflate('chromium.br'), program);
  });
  const env = { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return { executablePath: join(folder, 'chromium'), env, origin: `@sparticuz/chromium ${version}` };
}

function fontsOf(system, own) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${system}</dir>
  <dir prefix="relative">${own}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
}

async function fromDebian() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) => spawnSync('apt-get', words, { stdio: 'ignore', env: environment });
  console.error('Installing Debian’s chromium (apt-get) …');
  if (apt('install', '-y', '--no-install-recommends', 'chromium').status !== 0) {
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  }
  return { executablePath: '/usr/bin/chromium', env: {}, origin: 'Debian' };
}

async function fromPlaywright() {
  console.error('Fetching a browser with Playwright …');
  const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium', '--only-shell'], { stdio: 'inherit' });
  const executablePath = ofPlaywright().find(path => existsSync(path)) ?? chromium.executablePath();
  return { executablePath, env: {}, origin: 'Playwright' };
}
