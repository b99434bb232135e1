import { dirname, join } from 'node:path';
import { extensions, NotebookCellKind, workspace } from 'vscode';
import type { ExtensionContext, NotebookDocument, Uri } from 'vscode';
import type { CellsConfiguration } from './plugin/notebook-cells.ts';

/** Of the editor's own TypeScript extension, what others may call. */
interface TypeScriptFeatures {
  getAPI(
    version: 0,
  ): { configurePlugin(plugin: string, configuration: CellsConfiguration): void } | undefined;
}

interface NotebookRules {
  readonly isOurs: (notebook: NotebookDocument) => boolean;
  /** Where a notebook lies, or would lie. */
  readonly pathOf: (notebook: NotebookDocument) => string;
}

interface CellTelling {
  /** To be called when a notebook may have become ours. */
  refresh(): void;
  dispose(): void;
}

/**
 * Keeps TypeScript's server told which cells belong together, so that names, types and documentation cross cells. Where the editor has
 * no TypeScript of its own, or the folder is not trusted, cells run the same without it.
 */
export function tellCells(context: ExtensionContext, { isOurs, pathOf }: NotebookRules): CellTelling {
  let told = '';
  const tell = async (): Promise<void> => {
    const ours = workspace.notebookDocuments.filter(isOurs);
    const configuration: CellsConfiguration = {
      declarations: join(context.extensionPath, 'dist/declarations/kernels/index.d.ts'),
      notebooks: ours.map(notebook => ({ folder: dirname(pathOf(notebook)), cells: cellsOf(notebook) })),
    };
    const text = JSON.stringify(configuration);
    if (text === told || (told === '' && ours.length === 0)) return;
    const features = extensions.getExtension<TypeScriptFeatures>('vscode.typescript-language-features');
    const api = (await features?.activate())?.getAPI(0);
    if (!api) return;
    told = text;
    api.configurePlugin('clip-notebook-cells', configuration);
  };
  const refresh = (): void => void tell().catch(() => undefined);
  const listening = [
    workspace.onDidOpenNotebookDocument(refresh),
    workspace.onDidCloseNotebookDocument(refresh),
    workspace.onDidChangeNotebookDocument(
      ({ contentChanges, metadata }) => (contentChanges.length > 0 || metadata !== undefined) && refresh(),
    ),
  ];
  refresh();
  return { refresh, dispose: () => listening.forEach(each => void each.dispose()) };
}

function cellsOf(notebook: NotebookDocument): string[] {
  return notebook
    .getCells()
    .filter(({ kind, document }) => kind === NotebookCellKind.Code && document.languageId === 'typescript')
    .map(({ document }) => serverName(document.uri));
}

/** What TypeScript's server calls a document that is no file of its own. */
function serverName({ scheme, authority, path, fragment }: Uri): string {
  const from = path.startsWith('/') ? path : `/${path}`;
  return `^/${scheme}/${authority || 'ts-nul-authority'}${from}${fragment ? `#${fragment}` : ''}`;
}
