import { FileType, NotebookCellData, NotebookCellKind, NotebookData, Uri, window, workspace } from 'vscode';
import { failure } from '../../kernels/protocol/failures/index.ts';
import { cellLanguage, notebookType } from '../notebook/metadata.ts';
import { freeName } from './free-name.ts';
import { readSample, type Sample } from './read-sample.ts';

/** What a caller may say instead of being asked. */
export interface OpenSamplesOptions {
  /** Copies all samples into a new folder here, and opens the first. */
  readonly copyTo?: Uri;
  /** Opens an unsaved copy of the sample of this file name. */
  readonly sample?: string;
}

/** Opens a sample as an unsaved copy, or copies all to a folder of the reader's; needs no workspace. */
export async function openSamples(folder: Uri, options: OpenSamplesOptions = {}): Promise<void> {
  const samples = await readSamples(folder);
  if (options.copyTo) return copyAll(folder, samples, options.copyTo);
  const named = samples.find(({ name }) => name === options.sample);
  if (named) return openCopy(named.sample);
  const copy = { label: '$(folder-opened) Copy all samples to a folder…', name: undefined };
  const rows = samples.map(({ name, sample }) => ({
    label: `$(notebook) ${sample.title}`,
    description: name,
    name,
  }));
  const picked = await window.showQuickPick([...rows, copy], {
    title: 'CLIP Notebook samples',
    placeHolder: 'A sample opens as an unsaved copy; the original stays as it is',
  });
  if (!picked) return;
  const chosen = samples.find(({ name }) => name === picked.name);
  if (chosen) return openCopy(chosen.sample);
  const [target] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: 'Copy samples here',
    })) ?? [];
  if (target) await copyAll(folder, samples, target);
}

interface NamedSample {
  readonly name: string;
  readonly sample: Sample;
}

async function readSamples(folder: Uri): Promise<NamedSample[]> {
  const entries = await workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter(name => name.endsWith('.ipynb'));
  return Promise.all(
    names.sort().map(async name => {
      const file = Uri.joinPath(folder, name);
      try {
        const text = new TextDecoder().decode(await workspace.fs.readFile(file));
        return { name, sample: readSample(text, name) };
      } catch (error) {
        throw failure('sample-unreadable', { path: file.fsPath }, error);
      }
    }),
  );
}

async function openCopy({ cells, metadata }: Sample): Promise<void> {
  const data = new NotebookData(
    cells.map(cell => {
      const made =
        cell.kind === 'code'
          ? new NotebookCellData(NotebookCellKind.Code, cell.source, cellLanguage)
          : new NotebookCellData(NotebookCellKind.Markup, cell.source, 'markdown');
      made.metadata = { metadata: cell.metadata };
      return made;
    }),
  );
  data.metadata = { metadata };
  await window.showNotebookDocument(await workspace.openNotebookDocument(notebookType, data));
}

/** Into a folder of its own, so that nothing there is overwritten. */
async function copyAll(from: Uri, samples: readonly NamedSample[], to: Uri): Promise<void> {
  const taken = (await workspace.fs.readDirectory(to)).map(([name]) => name);
  const target = Uri.joinPath(to, freeName('clip-notebook-samples', taken));
  await workspace.fs.createDirectory(target);
  for (const [name, type] of await workspace.fs.readDirectory(from))
    if (name !== 'README.md' || type !== FileType.File)
      await workspace.fs.copy(Uri.joinPath(from, name), Uri.joinPath(target, name), { overwrite: false });
  const [first] = samples;
  if (!first) return;
  const notebook = await workspace.openNotebookDocument(Uri.joinPath(target, first.name));
  await window.showNotebookDocument(notebook);
}
