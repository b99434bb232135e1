import { homedir } from 'node:os';
import { join } from 'node:path';

/** The part of a notebook's address that decides where its file is. */
export interface NotebookAddress {
  readonly scheme: string;
  readonly fsPath: string;
  readonly path: string;
}

/**
 * Absolute path that imports of a notebook resolve from. One that was never saved stands in the first folder of the workspace,
 * without a workspace in the home folder.
 */
export function notebookPath({ scheme, fsPath, path }: NotebookAddress, workspaceFolder?: string): string {
  if (scheme === 'file' || scheme === 'vscode-remote') return fsPath;
  return join(workspaceFolder ?? homedir(), path.split('/').at(-1) ?? 'Untitled.ipynb');
}
