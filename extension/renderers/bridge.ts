import { notebooks, window } from 'vscode';
import type { NotebookDocument, NotebookEditor } from 'vscode';
import type { KernelConnection } from '../../kernels/channel/kernel-connection.ts';
import type { ViewMessage } from '../../kernels/protocol/kernel/methods.ts';
import type { HostMessage } from '../../webviews/protocol/messages.ts';
import { answerPage } from './answer-page.ts';
import { createSelections, type Selections } from './selections.ts';

/** Carries messages between the pages of our views and the kernels of their notebooks. */
export interface RendererBridge {
  /** To every picture of the notebook, in each of its editors. */
  tell(notebook: NotebookDocument, message: ViewMessage): void;
  readonly selections: Selections<NotebookDocument, NotebookEditor>;
  dispose(): void;
}

/** @param rendererIds As package.json contributes them. */
export function rendererBridge(
  rendererIds: readonly string[],
  kernelOf: (notebook: NotebookDocument) => KernelConnection | undefined,
): RendererBridge {
  const channels = rendererIds.map(id => notebooks.createRendererMessaging(id));
  const post = (editor: NotebookEditor, message: HostMessage): void => {
    for (const channel of channels) void channel.postMessage(message, editor);
  };
  const selections = createSelections<NotebookDocument, NotebookEditor>({
    notebookOf: editor => editor.notebook,
    editorsOf,
    tell: (editor, selection) => post(editor, { kind: 'selected', selection }),
    kernelOf,
  });
  let visible = new Set(window.visibleNotebookEditors);
  const listening = [
    ...channels.map(channel =>
      channel.onDidReceiveMessage(({ editor, message }) => {
        if (selections.fromPage(message, editor)) return;
        void answerPage(message, kernelOf(editor.notebook)).then(
          reply => reply && channel.postMessage(reply, editor),
        );
      }),
    ),
    window.onDidChangeVisibleNotebookEditors(editors => {
      for (const editor of editors) if (!visible.has(editor)) selections.shown(editor);
      visible = new Set(editors);
    }),
  ];
  return {
    tell: (notebook, { view, message }) => {
      for (const editor of editorsOf(notebook)) post(editor, { kind: 'tell', live: view, message });
    },
    selections,
    dispose: () => listening.forEach(each => void each.dispose()),
  };
}

function editorsOf(notebook: NotebookDocument): NotebookEditor[] {
  return window.visibleNotebookEditors.filter(editor => editor.notebook === notebook);
}
