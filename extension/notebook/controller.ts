import {
  commands,
  languages,
  NotebookCellKind,
  NotebookControllerAffinity,
  NotebookEdit,
  notebooks,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { Disposable, NotebookCell, NotebookController, NotebookDocument, NotebookEditor } from 'vscode';
import type { OpenNotebooks } from './open-notebooks.ts';
import {
  cellLanguage,
  controllerId,
  controllerLabel,
  extensionId,
  kernelOf,
  notebookType,
  withOurKernel,
  type NotebookMetadata,
} from './metadata.ts';

/** The controller before it knows what runs cells; it is preferred only where a notebook names it. */
export function createController(): NotebookController {
  const controller = notebooks.createNotebookController(controllerId, notebookType, controllerLabel);
  controller.description = 'TypeScript cells with CLIP models';
  controller.supportsExecutionOrder = true;
  controller.supportedLanguages = [cellLanguage];
  return controller;
}

/** Connects the controller with the notebooks that are open. */
export function serveController(controller: NotebookController, open: OpenNotebooks): Disposable[] {
  controller.executeHandler = async (cells, notebook) => {
    if (workspace.isTrusted && cells.some(isOurs)) await writeMetadata(notebook, withOurKernel);
    await open.of(notebook).runner.run(cells);
  };
  controller.interruptHandler = notebook => open.interrupt(notebook);
  void nameEveryLanguage(controller);
  const prefer = (notebook: NotebookDocument): void => {
    if (notebook.notebookType === notebookType && kernelOf(notebook.metadata) === 'ours')
      controller.updateNotebookAffinity(notebook, NotebookControllerAffinity.Preferred);
  };
  workspace.notebookDocuments.forEach(prefer);
  chooseOurs(window.activeNotebookEditor);
  return [
    workspace.onDidOpenNotebookDocument(prefer),
    window.onDidChangeActiveNotebookEditor(chooseOurs),
    controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      open.select(notebook, selected);
      // A notebook of another kernel is left alone until its reader runs a cell with ours.
      if (selected && kernelOf(notebook.metadata) !== 'other') void adopt(notebook);
    }),
  ];
}

/**
 * Being preferred is not enough beside another kernel: the editor would ask at the first run. So a notebook that names our kernel gets
 * it when it is shown, unless the reader has chosen one.
 */
function chooseOurs(editor: NotebookEditor | undefined): void {
  if (editor?.notebook.notebookType !== notebookType || kernelOf(editor.notebook.metadata) !== 'ours') return;
  const choice = { id: controllerId, extension: extensionId, skipIfAlreadySelected: true };
  void commands.executeCommand('notebook.selectKernel', choice);
}

/** Writes metadata through an edit, which the reader can undo; none if nothing changes. */
export async function writeMetadata(
  notebook: NotebookDocument,
  change: (metadata: NotebookMetadata) => NotebookMetadata,
): Promise<void> {
  const before = notebook.metadata as NotebookMetadata;
  const after = change(before);
  if (after === before || notebook.isClosed) return;
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, [NotebookEdit.updateNotebookMetadata({ ...after })]);
  await workspace.applyEdit(edit);
}

/** A notebook that names no kernel becomes ours; its blank cells, which the editor made Python, become TypeScript. */
async function adopt(notebook: NotebookDocument): Promise<void> {
  await writeMetadata(notebook, withOurKernel);
  for (const cell of notebook.getCells()) {
    if (cell.kind !== NotebookCellKind.Code || isOurs(cell)) continue;
    if (cell.document.getText().trim() === '')
      await languages.setTextDocumentLanguage(cell.document, cellLanguage);
  }
}

/** The editor drops a cell of a language that the controller does not name, without a word; named, it gets an answer. */
async function nameEveryLanguage(controller: NotebookController): Promise<void> {
  const others = (await languages.getLanguages()).filter(language => language !== cellLanguage);
  controller.supportedLanguages = [cellLanguage, ...others];
}

function isOurs(cell: NotebookCell): boolean {
  return cell.document.languageId === cellLanguage;
}
