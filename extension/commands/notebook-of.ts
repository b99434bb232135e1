import { window, workspace } from 'vscode';
import type { NotebookDocument } from 'vscode';

/** The notebook a command is for: the one whose toolbar was used, or the active one. Tells the reader if there is none. */
export function notebookOf(context: unknown): NotebookDocument | undefined {
  const uri = toolbarUri(context);
  const named = workspace.notebookDocuments.find(each => each.uri.toString() === uri);
  const notebook = named ?? window.activeNotebookEditor?.notebook;
  if (!notebook)
    void window.showInformationMessage(
      'Open a notebook first, or make one with “CLIP Notebook: New Notebook”.',
    );
  return notebook;
}

/** The toolbar of a notebook passes `{ notebookEditor: { notebookUri } }`. */
function toolbarUri(context: unknown): string | undefined {
  const editor = (context as { notebookEditor?: { notebookUri?: { toString(): string } } } | undefined)
    ?.notebookEditor;
  return editor?.notebookUri?.toString();
}
