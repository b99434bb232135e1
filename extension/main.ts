import { join } from 'node:path';
import { window, workspace } from 'vscode';
import type { ExtensionContext, NotebookDocument } from 'vscode';
import { startKernel } from '../kernels/channel/start-kernel.ts';
import { actionsCommand, registerCommands } from './commands/register.ts';
import { notebookPath } from './kernel/notebook-path.ts';
import { effectiveChoices, kernelEnvironment } from './kernel/settings.ts';
import { tellCells } from './language/tell-cells.ts';
import { cellProblems } from './notebook/cell-problems.ts';
import { createController, serveController } from './notebook/controller.ts';
import { kernelOf, notebookType } from './notebook/metadata.ts';
import { openNotebooks, type OpenNotebooks } from './notebook/open-notebooks.ts';
import { statusItem } from './notebook/status-item.ts';
import { rendererBridge } from './renderers/bridge.ts';
import { workbenchPanel } from './workbench/panel.ts';

let open: OpenNotebooks | undefined;

/** Composition root: makes the parts, registers them, returns. */
export function activate(context: ExtensionContext): void {
  const controller = createController();
  const log = window.createOutputChannel('CLIP Notebook', { log: true });
  const problems = cellProblems();
  const bridge = rendererBridge(rendererIds(context), notebook => notebooks.known(notebook)?.session.running);
  const notebooks = openNotebooks({
    controller,
    start: notebook =>
      startKernel({
        notebook: pathOf(notebook),
        program: join(context.extensionPath, 'dist', 'kernel.mjs'),
        environment: kernelEnvironment(notebook),
      }),
    choices: effectiveChoices,
    problems,
    log,
    changed: () => {
      cells.refresh();
      status.refresh();
      workbench.kernelChanged();
    },
    tell: (notebook, message) => bridge.tell(notebook, message),
    started: (notebook, kernel) => bridge.selections.started(notebook, kernel),
    selected: (notebook, chosen) => bridge.selections.fromCell(notebook, chosen),
  });
  const status = statusItem(actionsCommand, notebook =>
    notebooks.isSelected(notebook)
      ? { choices: effectiveChoices(notebook), status: notebooks.known(notebook)?.status }
      : undefined,
  );
  const workbench = workbenchPanel(context, notebooks);
  const cells = tellCells(context, {
    isOurs: notebook =>
      notebook.notebookType === notebookType &&
      (kernelOf(notebook.metadata) === 'ours' || notebooks.isSelected(notebook)),
    pathOf,
  });
  open = notebooks;
  context.subscriptions.push(
    notebooks,
    controller,
    problems,
    bridge,
    status,
    log,
    workbench,
    cells,
    ...serveController(controller, notebooks),
    ...registerCommands(context, notebooks),
    workspace.onDidChangeNotebookDocument(({ metadata }) => metadata !== undefined && status.refresh()),
    workspace.onDidChangeConfiguration(
      change => change.affectsConfiguration('clip-notebook') && status.refresh(),
    ),
  );
}

/** Ends every kernel before the window goes. */
export async function deactivate(): Promise<void> {
  await open?.closeAll();
}

function pathOf(notebook: NotebookDocument): string {
  return notebookPath(notebook.uri, workspace.workspaceFolders?.[0]?.uri.fsPath);
}

function rendererIds({ extension }: ExtensionContext): string[] {
  const { contributes } = extension.packageJSON as {
    contributes: { notebookRenderer: readonly { id: string }[] };
  };
  return contributes.notebookRenderer.map(({ id }) => id);
}
