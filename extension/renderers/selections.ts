import type { KernelConnection } from '../../kernels/channel/kernel-connection.ts';
import {
  isSelection,
  nothingSelected,
  sameSelection,
  type Selection,
} from '../../webviews/protocol/selection.ts';

/** What is chosen in the pictures of each notebook, while it is open: the same in all its editors and in its kernel. */
export interface Selections<Notebook extends object, Editor> {
  of(notebook: Notebook): Selection;
  /** A page of `editor` sent `message`; says whether it was about the selection. */
  fromPage(message: unknown, editor: Editor): boolean;
  /** A cell chose. */
  fromCell(notebook: Notebook, chosen: Selection): void;
  /** A kernel that starts learns what is marked: pictures keep their marks while kernels come and go. */
  started(notebook: Notebook, kernel: Pick<KernelConnection, 'request'>): void;
  /** An editor came into sight; while it was hidden nothing reached its pages. */
  shown(editor: Editor): void;
}

export interface SelectionsParts<Notebook extends object, Editor> {
  readonly notebookOf: (editor: Editor) => Notebook;
  /** Those that are visible. */
  readonly editorsOf: (notebook: Notebook) => readonly Editor[];
  /** To all pictures of one editor. */
  readonly tell: (editor: Editor, chosen: Selection) => void;
  readonly kernelOf: (notebook: Notebook) => Pick<KernelConnection, 'request'> | undefined;
}

export function createSelections<Notebook extends object, Editor>({
  notebookOf,
  editorsOf,
  tell,
  kernelOf,
}: SelectionsParts<Notebook, Editor>): Selections<Notebook, Editor> {
  const known = new WeakMap<Notebook, Selection>();
  const of = (notebook: Notebook): Selection => known.get(notebook) ?? nothingSelected;
  const inform = (kernel: Pick<KernelConnection, 'request'> | undefined, chosen: Selection): void => {
    // A kernel that ends meanwhile needs no selection; the next one gets it when it starts.
    kernel?.request('select', chosen).catch(() => undefined);
  };
  const put = (notebook: Notebook, chosen: Selection, from: Editor | undefined): void => {
    known.set(notebook, chosen);
    // The page that chose knows, and may have gone on since.
    for (const editor of editorsOf(notebook)) if (editor !== from) tell(editor, chosen);
  };
  return {
    of,
    fromPage: (message, editor) => {
      if (typeof message !== 'object' || message === null) return false;
      const { kind, selection } = message as { kind?: unknown; selection?: unknown };
      const notebook = notebookOf(editor);
      if (kind === 'selection') {
        if (!sameSelection(of(notebook), nothingSelected)) tell(editor, of(notebook));
        return true;
      }
      if (kind !== 'select') return false;
      if (isSelection(selection) && !sameSelection(selection, of(notebook))) {
        put(notebook, selection, editor);
        inform(kernelOf(notebook), selection);
      }
      return true;
    },
    fromCell: (notebook, chosen) => put(notebook, chosen, undefined),
    started: (notebook, kernel) => {
      if (!sameSelection(of(notebook), nothingSelected)) inform(kernel, of(notebook));
    },
    shown: editor => {
      if (known.has(notebookOf(editor))) tell(editor, of(notebookOf(editor)));
    },
  };
}
