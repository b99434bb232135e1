import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { _electron, type Page } from 'playwright-core';

export interface DesktopOptions {
  readonly folder: string;
  readonly extensionsDir: string;
  readonly userDataDir: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly vsix: string;
}

/** The desktop VS Code that CLIP_NOTEBOOK_VSCODE names, as `.ci/editor-tests.mjs` found it. */
export async function launchDesktop(
  options: DesktopOptions,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const executablePath = process.env['CLIP_NOTEBOOK_VSCODE'];
  if (!executablePath) throw new Error('CLIP_NOTEBOOK_VSCODE names no VS Code.');
  const { extensionsDir, userDataDir, env } = options;
  await mkdir(join(userDataDir, 'User'), { recursive: true });
  await writeFile(join(userDataDir, 'User', 'settings.json'), JSON.stringify(options.settings, null, 2));
  const places = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`];
  const [cli = executablePath, ...first] = resolveCliArgsFromVSCodeExecutablePath(executablePath);
  const installed = spawnSync(cli, [...first, ...places, '--install-extension', options.vsix, '--force'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (installed.status !== 0)
    throw new Error(`VS Code does not install ${options.vsix}: ${installed.stderr}`);
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : []),
      ...places,
      ...['--skip-welcome', '--skip-release-notes', '--disable-updates'],
      ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
      options.folder,
    ],
    env: { ...process.env, ...env } as Record<string, string>,
    timeout: 120_000,
  });
  return { page: await app.firstWindow(), close: () => app.close() };
}
