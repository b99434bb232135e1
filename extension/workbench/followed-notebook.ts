import { TabInputNotebook, window, workspace } from 'vscode';
import type { NotebookDocument } from 'vscode';
import { kernelOf, notebookType } from '../notebook/metadata.ts';

/** The notebook that the workbench is about: the CLIP notebook that was last in front and still has a tab. */
export interface FollowedNotebook {
  readonly current: NotebookDocument | undefined;
  dispose(): void;
}

export function followNotebook(
  isSelected: (notebook: NotebookDocument) => boolean,
  changed: (now: NotebookDocument | undefined, before: NotebookDocument | undefined) => void,
): FollowedNotebook {
  const isOurs = (notebook: NotebookDocument): boolean =>
    notebook.notebookType === notebookType &&
    (kernelOf(notebook.metadata) === 'ours' || isSelected(notebook));
  const find = (): NotebookDocument | undefined => {
    const shown = [window.activeNotebookEditor, ...window.visibleNotebookEditors].map(each => each?.notebook);
    const ours = shown.find(notebook => notebook && !notebook.isClosed && isOurs(notebook));
    return ours ?? (current !== undefined && hasTab(current) ? current : undefined);
  };
  let current: NotebookDocument | undefined;
  const look = (): void => {
    const before = current;
    current = find();
    if (current !== before) changed(current, before);
  };
  current = find();
  const listening = [
    window.onDidChangeActiveNotebookEditor(look),
    window.onDidChangeVisibleNotebookEditors(look),
    workspace.onDidOpenNotebookDocument(look),
    window.tabGroups.onDidChangeTabs(look),
    // A notebook becomes ours when its kernel is chosen.
    workspace.onDidChangeNotebookDocument(({ metadata }) => metadata !== undefined && look()),
  ];
  return {
    get current() {
      return current;
    },
    dispose: () => listening.forEach(each => void each.dispose()),
  };
}

/** The editor keeps a document for a while after its last tab is closed. */
function hasTab({ uri }: NotebookDocument): boolean {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputNotebook && input.uri.toString() === uri.toString());
}
