import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { ExtensionContext, NotebookDocument, Webview } from 'vscode';
import { failure } from '../../kernels/protocol/failures/index.ts';
import type { KernelConnection } from '../../kernels/channel/kernel-connection.ts';
import type {
  WorkbenchAsk,
  WorkbenchHostMessage,
  WorkbenchPageMessage,
  WorkbenchScored,
  WorkbenchSources,
} from '../../webviews/protocol/workbench.ts';
import { modelPath } from '../commands/choices.ts';
import { effectiveChoices } from '../kernel/settings.ts';
import type { OpenNotebooks } from '../notebook/open-notebooks.ts';
import { workbenchCell } from './cell-source.ts';
import { followNotebook } from './followed-notebook.ts';
import { insertCell } from './insert-cell.ts';
import { stateFrom } from './kept-state.ts';
import { workbenchPage } from './page-html.ts';

export const workbenchView = 'clip-notebook.workbench';

export interface WorkbenchPanel {
  /** A kernel may have started or ended. */
  kernelChanged(): void;
  dispose(): void;
}

/** The prompt workbench: a page beside the notebook, its prompts kept for each notebook, its numbers from the notebook's kernel. */
export function workbenchPanel(
  { extensionUri, workspaceState }: ExtensionContext,
  notebooks: OpenNotebooks,
): WorkbenchPanel {
  let page: Webview | undefined;
  let kernel: KernelConnection | undefined;
  const post = (message: WorkbenchHostMessage): void => void page?.postMessage(message);
  const keyOf = (notebook: NotebookDocument): string => `workbench ${notebook.uri.toString()}`;

  const followed = followNotebook(
    notebook => notebooks.isSelected(notebook),
    (now, before) => {
      // An unsaved notebook goes on under another name once it is saved.
      if (now && before?.isUntitled && before.isClosed && workspaceState.get(keyOf(now)) === undefined)
        void workspaceState.update(keyOf(now), workspaceState.get(keyOf(before)));
      show();
    },
  );

  const show = (): void => {
    const notebook = followed.current;
    if (!notebook) {
      post({ kind: 'none', sentence: failure('workbench-notebook', undefined).message });
      return;
    }
    const name = notebook.uri.path.split('/').at(-1) ?? '';
    post({ kind: 'notebook', name, state: stateFrom(workspaceState.get(keyOf(notebook))) });
    void look();
  };

  const ask = async (notebook: NotebookDocument, message: WorkbenchAsk): Promise<unknown> => {
    if (!workspace.isTrusted) throw failure('workbench-untrusted', undefined);
    kernel = await notebooks.of(notebook).session.kernel();
    return kernel.request('workbench', { message, choices: effectiveChoices(notebook) });
  };
  const sourcesOf = async (notebook: NotebookDocument): Promise<WorkbenchSources> =>
    (await ask(notebook, { kind: 'sources' })) as WorkbenchSources;

  /** Tells the page what there is to hold prompts against. */
  const look = async (): Promise<void> => {
    const notebook = followed.current;
    if (!notebook || !page) return;
    try {
      const sources = await sourcesOf(notebook);
      if (followed.current === notebook) post({ kind: 'sources', sources });
    } catch (error) {
      if (followed.current === notebook) post({ kind: 'say', sentence: sentenceOf(error), bad: true });
    }
  };

  const pickFolder = async (notebook: NotebookDocument): Promise<void> => {
    const [picked] =
      (await window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        openLabel: 'Use these images',
        ...(!notebook.isUntitled && { defaultUri: Uri.file(dirname(notebook.uri.fsPath)) }),
      })) ?? [];
    if (picked) post({ kind: 'folder', path: picked.fsPath });
  };

  const hear = async (message: WorkbenchPageMessage): Promise<void> => {
    if (message.kind === 'ready') {
      show();
      return;
    }
    const notebook = followed.current;
    if (!notebook) return;
    switch (message.kind) {
      case 'keep':
        await workspaceState.update(keyOf(notebook), message.state);
        break;
      case 'score': {
        const { request, state } = message;
        try {
          const scored = (await ask(notebook, { kind: 'score', state })) as WorkbenchScored;
          if (followed.current === notebook) post({ kind: 'scored', request, scored });
        } catch (error) {
          post({ kind: 'refused', request, sentence: sentenceOf(error) });
        }
        break;
      }
      case 'pick-folder':
        await pickFolder(notebook);
        break;
      case 'insert': {
        const folder = notebook.isUntitled ? undefined : dirname(notebook.uri.fsPath);
        const source = workbenchCell(message.state, await sourcesOf(notebook), path =>
          modelPath(path, folder),
        );
        await insertCell(notebook, source);
        post({ kind: 'say', sentence: 'The cell stands in the notebook.', bad: false });
      }
    }
  };

  const provider = window.registerWebviewViewProvider(
    workbenchView,
    {
      resolveWebviewView: view => {
        const folder = Uri.joinPath(extensionUri, 'dist', 'renderers');
        const { webview } = view;
        page = webview;
        webview.options = { enableScripts: true, localResourceRoots: [folder] };
        webview.onDidReceiveMessage((message: WorkbenchPageMessage) => {
          hear(message).catch((error: unknown) =>
            post({ kind: 'say', sentence: sentenceOf(error), bad: true }),
          );
        });
        view.onDidDispose(() => {
          if (page === webview) page = undefined;
        });
        webview.html = workbenchPage({
          script: webview.asWebviewUri(Uri.joinPath(folder, 'workbench.js')).toString(),
          source: webview.cspSource,
          nonce: randomUUID().replaceAll('-', ''),
        });
      },
    },
    { webviewOptions: { retainContextWhenHidden: true } },
  );
  const cells = workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
    const ran = cellChanges.some(({ executionSummary }) => executionSummary?.success !== undefined);
    if (ran && notebook === followed.current) void look();
  });
  const trust = workspace.onDidGrantWorkspaceTrust(show);

  return {
    kernelChanged: () => {
      const notebook = followed.current;
      const running = notebook && notebooks.known(notebook)?.session.running;
      if (running === undefined || running === kernel) return;
      kernel = running;
      void look();
    },
    dispose: () => [provider, cells, trust, followed].forEach(each => void each.dispose()),
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
