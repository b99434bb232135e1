import { notebooks, window } from 'vscode';
import type { NotebookDocument } from 'vscode';
import type { KernelConnection } from '../../kernels/channel/kernel-connection.ts';
import type { ViewMessage } from '../../kernels/protocol/kernel/methods.ts';
import type { HostMessage } from '../../webviews/protocol/messages.ts';
import { answerPage } from './answer-page.ts';

/** Carries messages between the pages of our views and the kernels of their notebooks. */
export interface RendererBridge {
  /** To every picture of the notebook, in each of its editors. */
  tell(notebook: NotebookDocument, message: ViewMessage): void;
  dispose(): void;
}

/** @param rendererIds As package.json contributes them. */
export function rendererBridge(
  rendererIds: readonly string[],
  kernelOf: (notebook: NotebookDocument) => KernelConnection | undefined,
): RendererBridge {
  const channels = rendererIds.map(id => notebooks.createRendererMessaging(id));
  const listening = channels.map(channel =>
    channel.onDidReceiveMessage(({ editor, message }) => {
      void answerPage(message, kernelOf(editor.notebook)).then(
        reply => reply && channel.postMessage(reply, editor),
      );
    }),
  );
  return {
    tell: (notebook, { view, message }) => {
      const told: HostMessage = { kind: 'tell', live: view, message };
      for (const editor of window.visibleNotebookEditors) {
        if (editor.notebook !== notebook) continue;
        for (const channel of channels) void channel.postMessage(told, editor);
      }
    },
    dispose: () => listening.forEach(each => void each.dispose()),
  };
}
