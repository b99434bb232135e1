import { commands, Uri, window, workspace } from 'vscode';
import type { Disposable, ExtensionContext, NotebookDocument } from 'vscode';
import { failure } from '../../kernels/protocol/failures/index.ts';
import type { OpenNotebooks } from '../notebook/open-notebooks.ts';
import { workbenchView } from '../workbench/panel.ts';
import { chooseDevice, chooseModel } from './choose-model.ts';
import { newNotebook } from './new-notebook.ts';
import { notebookOf } from './notebook-of.ts';
import { openSamples, type OpenSamplesOptions } from './open-samples.ts';

/** The command behind the status bar item. It stands in no menu. */
export const actionsCommand = 'clip-notebook.actions';

/** Every command of the extension; a failure becomes a message, never a silent nothing. */
export function registerCommands(context: ExtensionContext, open: OpenNotebooks): Disposable[] {
  const recent = context.globalState;
  const samples = Uri.joinPath(context.extensionUri, 'samples');
  const forNotebook =
    (act: (notebook: NotebookDocument, given?: string) => Promise<void>) =>
    async (from?: unknown, given?: string): Promise<void> => {
      const notebook = notebookOf(from);
      if (notebook) await act(notebook, given);
    };
  const table: Readonly<Record<string, (...given: never[]) => Promise<void>>> = {
    'clip-notebook.newNotebook': newNotebook,
    'clip-notebook.openSamples': (options?: OpenSamplesOptions) => openSamples(samples, options),
    'clip-notebook.restart': forNotebook(async notebook => {
      if (!workspace.isTrusted) throw failure('workspace-untrusted', undefined);
      await open.restart(notebook);
    }),
    'clip-notebook.interrupt': forNotebook(notebook => open.interrupt(notebook)),
    'clip-notebook.chooseModel': forNotebook((notebook, given) => chooseModel(notebook, recent, given)),
    'clip-notebook.chooseDevice': forNotebook(chooseDevice),
    'clip-notebook.openWorkbench': async () => {
      await commands.executeCommand(`${workbenchView}.focus`);
    },
    [actionsCommand]: async () => {
      const rows = [
        { label: '$(symbol-misc) Choose Model…', command: 'clip-notebook.chooseModel' },
        { label: '$(chip) Choose Device…', command: 'clip-notebook.chooseDevice' },
        { label: '$(debug-stop) Interrupt Kernel', command: 'clip-notebook.interrupt' },
        { label: '$(debug-restart) Restart Kernel', command: 'clip-notebook.restart' },
      ];
      const row = await window.showQuickPick(rows, { title: 'CLIP Notebook' });
      if (row) await commands.executeCommand(row.command);
    },
  };
  return Object.entries(table).map(([id, run]) => commands.registerCommand(id, reported(run)));
}

function reported(run: (...given: never[]) => Promise<void>): (...given: never[]) => Promise<void> {
  return async (...given) => {
    try {
      await run(...given);
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  };
}
