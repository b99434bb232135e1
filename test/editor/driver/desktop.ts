import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
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

/**
 * Desktop VS Code: the one that CLIP_NOTEBOOK_VSCODE names, else one that `@vscode/test-electron` downloads. Rejects with what to do
 * where neither is to be had.
 */
export async function launchDesktop(
  options: DesktopOptions,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const executablePath = await desktopProgram();
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

/** Path of a desktop VS Code's program. */
export async function desktopProgram(): Promise<string> {
  const named = process.env['CLIP_NOTEBOOK_VSCODE'];
  if (named) return named;
  try {
    return await downloadAndUnzipVSCode('stable');
  } catch (cause) {
    throw new Error(
      'Desktop VS Code cannot be downloaded here. Name an installed one: CLIP_NOTEBOOK_VSCODE=/usr/share/code/code.',
      { cause },
    );
  }
}
