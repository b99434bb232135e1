import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until, type Editor } from './editor.ts';

/** One form of an output; `text` is cut after 20,000 characters. */
export interface SeenItem {
  readonly mime: string;
  readonly bytes: number;
  readonly text: string;
}

export interface SeenCell {
  readonly kind: 'code' | 'markup';
  readonly language: string;
  readonly source: string;
  /** Undefined while the cell has not run or is still running. */
  readonly success: boolean | undefined;
  readonly order: number | undefined;
  /** When it ended last, in milliseconds: tells one run from the next. */
  readonly ended: number | undefined;
  readonly outputs: readonly (readonly SeenItem[])[];
}

export interface CellText {
  readonly source: string;
  readonly kind?: 'code' | 'markdown';
  readonly language?: string;
}

const kernelspec = {
  name: 'clip-notebook',
  display_name: 'CLIP Notebook (TypeScript)',
  language: 'typescript',
};

/** Writes an `.ipynb` of ours into the open folder and returns its path. */
export async function writeNotebook(
  editor: { readonly folder: string },
  name: string,
  cells: readonly (string | CellText)[],
  metadata: object = { kernelspec, language_info: { name: 'typescript', file_extension: '.ts' } },
): Promise<string> {
  const path = join(editor.folder, name);
  const notebook = {
    cells: cells.map(cell => (typeof cell === 'string' ? { source: cell } : cell)).map(nbformatCell),
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  };
  await writeFile(path, JSON.stringify(notebook, null, 1));
  return path;
}

/** Opens a notebook in the window and waits until it is shown. */
export async function openNotebook(editor: Editor, path: string): Promise<void> {
  await editor.call(async (vscode, file) => {
    const document = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
    await vscode.window.showNotebookDocument(document, { preview: false });
  }, path);
  await editor.page
    .locator('.notebook-editor .cell-list-container')
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: 60_000 });
}

/** The cells of an open notebook as the extension host knows them. */
export function cellsOf(editor: Editor, path: string): Promise<SeenCell[]> {
  return editor.call((vscode, file) => {
    const document = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
    if (!document) throw new Error(`${file} is not open`);
    return document.getCells().map(cell => ({
      kind: cell.kind === vscode.NotebookCellKind.Code ? ('code' as const) : ('markup' as const),
      language: cell.document.languageId,
      source: cell.document.getText(),
      success: cell.executionSummary?.success,
      order: cell.executionSummary?.executionOrder,
      ended: cell.executionSummary?.timing?.endTime,
      outputs: cell.outputs.map(({ items }) =>
        items.map(({ mime, data }) => ({
          mime,
          bytes: data.length,
          text: Buffer.from(data.subarray(0, 20_000)).toString(),
        })),
      ),
    }));
  }, path);
}

/** Runs cell `index` and waits for its end. */
export async function runCell(
  editor: Editor,
  path: string,
  index: number,
  milliseconds = 60_000,
): Promise<SeenCell> {
  const before = (await cellsOf(editor, path))[index]?.ended;
  await startCell(editor, path, index);
  return endOfCell(editor, path, index, before, milliseconds);
}

/** Asks for a run of cell `index` and returns at once. */
export function startCell(editor: Editor, path: string, index: number): Promise<void> {
  return editor.call(
    (vscode, file, at) => {
      const ranges = [{ start: at, end: at + 1 }];
      void vscode.commands.executeCommand('notebook.cell.execute', {
        ranges,
        document: vscode.Uri.file(file),
      });
    },
    path,
    index,
  );
}

/** Waits until cell `index` has ended at another time than `before`. */
export function endOfCell(
  editor: Editor,
  path: string,
  index: number,
  before: number | undefined,
  milliseconds = 60_000,
): Promise<SeenCell> {
  return until(
    `cell ${index + 1} of ${path} ends`,
    async () => {
      const cell = (await cellsOf(editor, path))[index];
      return cell?.success !== undefined && cell.ended !== before ? cell : undefined;
    },
    milliseconds,
  );
}

/** Saves the notebook and reads the file. */
export async function saveNotebook(editor: Editor, path: string): Promise<SavedNotebook> {
  await editor.call(async (vscode, file) => {
    const document = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
    if (!(await document?.save())) throw new Error(`${file} was not saved`);
  }, path);
  return JSON.parse(await readFile(path, 'utf8')) as SavedNotebook;
}

/** Closes every editor without saving; output that comes late makes the editor ask, and is dropped. */
export async function closeAll(editor: Editor): Promise<void> {
  const discard = editor.page.locator('.monaco-dialog-box').getByRole('button', { name: /^Don.t Save/ });
  await until('every editor is closed', async () => {
    if ((await discard.count()) > 0) await discard.click({ timeout: 2000 });
    const left = await editor.call(vscode => {
      const count = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
      if (count > 0) void vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      return count;
    });
    return left === 0 ? true : undefined;
  });
}

/** Text of the streams of a cell. */
export function printed(cell: SeenCell): string {
  return cell.outputs
    .flat()
    .filter(({ mime }) => mime.startsWith('application/vnd.code.notebook.std'))
    .map(({ text }) => text)
    .join('');
}

/** The error that a cell shows, or undefined. */
export function errorOf(cell: SeenCell): { name: string; message: string; stack?: string } | undefined {
  const item = cell.outputs.flat().find(({ mime }) => mime === 'application/vnd.code.notebook.error');
  return item && (JSON.parse(item.text) as { name: string; message: string; stack?: string });
}

export interface SavedNotebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: string | readonly string[];
    readonly outputs?: readonly {
      readonly output_type: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }[];
    readonly execution_count?: number | null;
  }[];
}

function nbformatCell({ source, kind = 'code', language }: CellText, index: number): object {
  const metadata = language ? { vscode: { languageId: language } } : {};
  const cell = { id: `cell-${index}`, cell_type: kind, metadata, source: source.split(/(?<=\n)/) };
  return kind === 'code' ? { ...cell, execution_count: null, outputs: [] } : cell;
}
