import { MarkdownString, StatusBarAlignment, window } from 'vscode';
import type { NotebookDocument } from 'vscode';
import type { KernelStatus, ModelChoices } from '../../kernels/protocol/kernel/methods.ts';
import { statusText } from './status-text.ts';

export interface StatusItem {
  refresh(): void;
  dispose(): void;
}

/** Shown while one of our notebooks is the active editor. A click opens the menu of `command`. */
export function statusItem(
  command: string,
  factsOf: (
    notebook: NotebookDocument,
  ) => { readonly choices: ModelChoices; readonly status: KernelStatus | undefined } | undefined,
): StatusItem {
  const item = window.createStatusBarItem('clip-notebook.status', StatusBarAlignment.Right, 100);
  item.name = 'CLIP Notebook';
  item.command = command;
  const refresh = (): void => {
    const notebook = window.activeNotebookEditor?.notebook;
    const facts = notebook && factsOf(notebook);
    if (!facts) {
      item.hide();
      return;
    }
    const { text, details } = statusText(facts.choices, facts.status);
    item.text = `$(chip) ${text}`;
    item.accessibilityInformation = { label: `CLIP Notebook: ${text}` };
    const tooltip = new MarkdownString();
    for (const line of details) tooltip.appendText(`${line}\n`);
    item.tooltip = tooltip;
    item.show();
  };
  const listening = window.onDidChangeActiveNotebookEditor(refresh);
  refresh();
  return {
    refresh,
    dispose: () => {
      listening.dispose();
      item.dispose();
    },
  };
}
