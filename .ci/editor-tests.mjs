// Packs what was built and tests it in a real VS Code: in headless Chromium, or with `--desktop` on the desktop.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { prepareCodeServer } from './code-server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [desktop] = process.argv.slice(2).filter(word => word === '--desktop');
const rest = process.argv.slice(2).filter(word => word !== '--desktop');

const why = desktop ? await reasonAgainstDesktop() : reasonAgainstBrowser();
if (why) {
  console.log(`Editor tests are left out: ${why}`);
  process.exit(0);
}
if (!desktop) {
  try {
    await prepareCodeServer();
    await findBrowser();
  } catch (error) {
    console.error(`The editor tests cannot run: ${error.message}`);
    process.exit(1);
  }
}
run('.ci/package.mjs');
run('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/editor/vitest.config.mjs', ...rest);

function reasonAgainstBrowser() {
  if (process.platform !== 'win32') return undefined;
  return 'code-server does not run on Windows; npm run test:editor -- --desktop tests desktop VS Code.';
}

async function reasonAgainstDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY)
    return 'no display (DISPLAY) to open desktop VS Code on.';
  if (process.env.CLIP_NOTEBOOK_VSCODE) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    process.env.CLIP_NOTEBOOK_VSCODE = await downloadAndUnzipVSCode('stable');
    return undefined;
  } catch (error) {
    return `desktop VS Code cannot be downloaded (${error.message}); CLIP_NOTEBOOK_VSCODE names an installed one.`;
  }
}

function run(program, ...words) {
  const { status } = spawnSync(process.execPath, [join(root, program), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(desktop ? { CLIP_NOTEBOOK_EDITOR: 'desktop' } : {}) },
  });
  if (status !== 0) process.exit(status ?? 1);
}
