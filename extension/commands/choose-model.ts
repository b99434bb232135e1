import { dirname } from 'node:path';
import { QuickPickItemKind, Uri, window } from 'vscode';
import type { Memento, NotebookDocument, QuickPickItem } from 'vscode';
import { choicesOf, withChoices } from '../notebook/metadata.ts';
import { writeMetadata } from '../notebook/controller.ts';
import { devices, hubIdProblem, modelPath, withRecent } from './choices.ts';

const recentKey = 'models.recent';

interface Row extends QuickPickItem {
  readonly ask?: () => Promise<string | undefined>;
  readonly model?: string;
}

/** Asks for a model and writes it into the notebook. @param given The model, where nobody is to be asked. */
export async function chooseModel(
  notebook: NotebookDocument,
  recent: Memento,
  given?: string,
): Promise<void> {
  const model = given ?? (await askModel(notebook, recent.get<string[]>(recentKey, [])));
  if (model === undefined) return;
  await recent.update(recentKey, withRecent(recent.get<string[]>(recentKey, []), model));
  await writeMetadata(notebook, metadata => withChoices(metadata, { model }));
}

/** Asks for a device and writes it into the notebook. */
export async function chooseDevice(notebook: NotebookDocument, given?: string): Promise<void> {
  const now = choicesOf(notebook.metadata).device;
  const device =
    given ??
    (
      await window.showQuickPick(
        devices.map(({ name, what }) => ({
          label: name,
          detail: what,
          description: name === now ? 'chosen' : '',
        })),
        { title: 'Device for this notebook', placeHolder: 'Where loadClip() runs models from now on' },
      )
    )?.label;
  if (device !== undefined) await writeMetadata(notebook, metadata => withChoices(metadata, { device }));
}

async function askModel(notebook: NotebookDocument, recent: readonly string[]): Promise<string | undefined> {
  const now = choicesOf(notebook.metadata).model;
  const mark = (model: string): string => (model === now ? 'chosen' : '');
  const folder = notebook.isUntitled ? undefined : dirname(notebook.uri.fsPath);
  const rows: Row[] = [
    {
      label: 'builtin',
      description: mark('builtin'),
      detail: 'small, comes along, no download',
      model: 'builtin',
    },
    ...(recent.length > 0 ? [{ label: 'used before', kind: QuickPickItemKind.Separator }] : []),
    ...recent.map(model => ({ label: model, description: mark(model), model })),
    { label: 'elsewhere', kind: QuickPickItemKind.Separator },
    { label: '$(cloud-download) Hub id…', detail: 'downloaded when a cell first loads it', ask: askHubId },
    {
      label: '$(file) Checkpoint file…',
      detail: '.safetensors, .bin, .pt, .onnx',
      ask: () => browse('file', folder),
    },
    {
      label: '$(folder) Model folder…',
      detail: 'a folder with config.json',
      ask: () => browse('folder', folder),
    },
  ];
  const row = await window.showQuickPick(rows, {
    title: 'Model for this notebook',
    placeHolder: 'What loadClip() loads from now on',
  });
  return row?.ask ? row.ask() : row?.model;
}

async function askHubId(): Promise<string | undefined> {
  const id = await window.showInputBox({
    title: 'Model on the hub',
    placeHolder: 'openai/clip-vit-base-patch32',
    validateInput: hubIdProblem,
    ignoreFocusOut: true,
  });
  return id?.trim();
}

async function browse(
  what: 'file' | 'folder',
  notebookFolder: string | undefined,
): Promise<string | undefined> {
  const [picked] =
    (await window.showOpenDialog({
      canSelectFiles: what === 'file',
      canSelectFolders: what === 'folder',
      openLabel: 'Use this model',
      ...(notebookFolder === undefined ? {} : { defaultUri: Uri.file(notebookFolder) }),
    })) ?? [];
  return picked && modelPath(picked.fsPath, notebookFolder);
}
