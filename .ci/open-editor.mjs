// Opens the samples with the packaged extension: in desktop VS Code if `code` is on the PATH, else in VS Code served on localhost.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installExtension, quietSettings, startCodeServer } from './code-server.mjs';
import { keptFolder } from './editor-cache.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [samples = join(root, 'samples')] = process.argv.slice(2);

try {
  const vsix = packed();
  const folder = join(homedir(), 'clip-notebook-samples');
  // What the reader changed there stays.
  await cp(resolve(samples), folder, { recursive: true, force: false });
  if (inDesktop(vsix, folder)) console.log(`VS Code opens ${folder}.`);
  else await onLocalhost(vsix, folder);
} catch (error) {
  console.error(`No editor can be opened here: ${error.message}`);
  console.error('Install VS Code (https://code.visualstudio.com) and run npm start again.');
  process.exit(1);
}

/** The `.vsix` of this platform, made now. */
function packed() {
  const { status, stderr } = spawnSync(process.execPath, [join(root, '.ci/package.mjs')], {
    cwd: root,
    encoding: 'utf8',
  });
  const dist = join(root, 'dist');
  const made = readdirSync(dist).find(name => name.endsWith('.vsix') && name.includes(`-${process.arch}`));
  if (status !== 0 || !made) throw new Error(`the extension was not packaged.\n${stderr}`);
  return join(dist, made);
}

function inDesktop(vsix, folder) {
  // A terminal without a display, or one of a remote machine, has nothing to open a window on.
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  const code = (...words) =>
    spawnSync('code', words, { stdio: 'ignore', shell: process.platform === 'win32' }).status;
  if (code('--version') !== 0 || code('--install-extension', vsix, '--force') !== 0) return false;
  return code(folder, join(folder, '01-first-light.ipynb')) === 0;
}

async function onLocalhost(vsix, folder) {
  const kept = await keptFolder('editor');
  const places = { extensionsDir: join(kept, 'extensions'), userDataDir: join(kept, 'user') };
  await installExtension({ vsix, ...places });
  const settings = hasSettings(kept) ? {} : { settings: quietSettings };
  // A laptop that slept finds its kernels again.
  const server = await startCodeServer({ folder, ...places, ...settings, graceSeconds: 3 * 3600 });
  console.log(
    `\nVS Code is at ${server.url}\nOpen 01-first-light.ipynb there and press Run All. Ctrl+C ends it.`,
  );
  const end = () => void server.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await server.ended;
}

function hasSettings(kept) {
  return existsSync(join(kept, 'user', 'User', 'settings.json'));
}
