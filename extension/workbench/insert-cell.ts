import {
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
  NotebookRange,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { NotebookDocument } from 'vscode';
import { cellLanguage } from '../notebook/metadata.ts';

/** Puts a cell after the active one, at the end where none is active, and selects it. Undo takes it away. */
export async function insertCell(notebook: NotebookDocument, source: string): Promise<void> {
  const editor = window.visibleNotebookEditors.find(each => each.notebook === notebook);
  const at = Math.min(editor?.selection.end ?? notebook.cellCount, notebook.cellCount);
  const edit = new WorkspaceEdit();
  const cell = new NotebookCellData(NotebookCellKind.Code, source, cellLanguage);
  edit.set(notebook.uri, [NotebookEdit.insertCells(at, [cell])]);
  if (!(await workspace.applyEdit(edit))) throw new Error('The notebook could not be changed.');
  const range = new NotebookRange(at, at + 1);
  const shown = await window.showNotebookDocument(notebook, { preserveFocus: true, selections: [range] });
  shown.revealRange(range);
}
