import { window, workspace } from 'vscode';
import type { LogOutputChannel, NotebookController, NotebookDocument } from 'vscode';
import type { KernelConnection, KernelExit } from '../../kernels/channel/kernel-connection.ts';
import type { KernelStatus, ModelChoices, ViewMessage } from '../../kernels/protocol/kernel/methods.ts';
import type { NotebookSelection } from '../../kernels/protocol/selection.ts';
import { sentenceOf } from '../kernel/exit-sentence.ts';
import { kernelSession, type KernelSession } from '../kernel/session.ts';
import type { CellProblems } from './cell-problems.ts';
import { notebookRunner, type NotebookRunner } from './notebook-runner.ts';

/** An open notebook that our controller serves. All its editors share it; another window has its own. */
export interface OpenNotebook {
  readonly session: KernelSession;
  readonly runner: NotebookRunner;
  /** What its kernel said last; undefined without one. */
  readonly status: KernelStatus | undefined;
}

export interface OpenNotebooks {
  of(notebook: NotebookDocument): OpenNotebook;
  known(notebook: NotebookDocument): OpenNotebook | undefined;
  /** Stops the running cell and drops those that wait. */
  interrupt(notebook: NotebookDocument): Promise<void>;
  restart(notebook: NotebookDocument): Promise<void>;
  select(notebook: NotebookDocument, selected: boolean): void;
  isSelected(notebook: NotebookDocument): boolean;
  /** Ends all kernels; settles when they are gone. */
  closeAll(): Promise<void>;
  dispose(): void;
}

export interface OpenNotebooksOptions {
  readonly controller: NotebookController;
  readonly start: (notebook: NotebookDocument) => Promise<KernelConnection>;
  readonly choices: (notebook: NotebookDocument) => ModelChoices;
  readonly problems: CellProblems;
  readonly log: LogOutputChannel;
  /** Something that the status bar shows may have changed. */
  readonly changed: () => void;
  readonly tell: (notebook: NotebookDocument, message: ViewMessage) => void;
  /** A kernel has started: what was chosen in the notebook's pictures is for it too. */
  readonly started: (notebook: NotebookDocument, kernel: KernelConnection) => void;
  /** A cell chose. */
  readonly selected: (notebook: NotebookDocument, chosen: NotebookSelection) => void;
}

/** How long an interrupt may take before the reader is offered a restart. */
const patienceMilliseconds = 3000;

export function openNotebooks(options: OpenNotebooksOptions): OpenNotebooks {
  const { controller, problems, log, changed } = options;
  const entries = new Map<NotebookDocument, OpenNotebook>();
  const selected = new Set<NotebookDocument>();

  const restart = async (notebook: NotebookDocument): Promise<void> => {
    const { session, runner } = of(notebook);
    runner.drop();
    runner.resetOrder();
    await session.restart();
    changed();
  };
  const offerRestart = async (notebook: NotebookDocument, sentence: string): Promise<void> => {
    const button = 'Restart Kernel';
    if ((await window.showErrorMessage(sentence, button)) === button && !notebook.isClosed)
      await restart(notebook).catch((error: unknown) => void window.showErrorMessage(String(error)));
  };
  const ended = (notebook: NotebookDocument, exit: KernelExit): void => {
    if (exit.reason === 'asked') return;
    const sentence = sentenceOf(exit);
    log.error(`${notebook.uri.path}: ${sentence}${exit.lastWords === '' ? '' : `\n${exit.lastWords}`}`);
    if (!notebook.isClosed) void offerRestart(notebook, sentence);
  };
  const create = (notebook: NotebookDocument): OpenNotebook => {
    let status: KernelStatus | undefined;
    const session = kernelSession(() => options.start(notebook), {
      started: kernel => {
        const { identity } = kernel;
        options.started(notebook, kernel);
        log.info(
          `${notebook.uri.path}: kernel ${identity.pid}, version ${identity.version}, Node ${identity.node}`,
        );
        changed();
      },
      output: ({ cell, changes }) => {
        if (!notebook.isClosed) runner.outputs.apply(cell, changes);
      },
      view: message => options.tell(notebook, message),
      selection: chosen => options.selected(notebook, chosen),
      status: now => {
        status = now;
        changed();
      },
      ended: exit => {
        status = undefined;
        runner.resetOrder();
        changed();
        ended(notebook, exit);
      },
    });
    const runner = notebookRunner(notebook, controller, session, problems, () => options.choices(notebook));
    return {
      session,
      runner,
      get status() {
        return status;
      },
    };
  };
  const of = (notebook: NotebookDocument): OpenNotebook => {
    const known = entries.get(notebook);
    if (known) return known;
    const entry = create(notebook);
    entries.set(notebook, entry);
    return entry;
  };
  const close = async (notebook: NotebookDocument): Promise<void> => {
    const entry = entries.get(notebook);
    entries.delete(notebook);
    selected.delete(notebook);
    for (const cell of notebook.getCells()) problems.clear(cell.document);
    entry?.runner.dispose();
    await entry?.session.close();
  };
  const listening = [
    workspace.onDidCloseNotebookDocument(notebook => void close(notebook)),
    workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
      const entry = entries.get(notebook);
      if (!entry) return;
      for (const { cell, outputs } of cellChanges)
        if (outputs?.length === 0) entry.runner.outputs.emptied(cell.document.uri.toString());
    }),
  ];

  return {
    of,
    known: notebook => entries.get(notebook),
    interrupt: async notebook => {
      const entry = entries.get(notebook);
      if (!entry) return;
      entry.runner.drop();
      const late = setTimeout(() => {
        const sentence =
          'The cell has not stopped yet: it is inside native code. Restarting stops it and loses the variables.';
        void offerRestart(notebook, sentence);
      }, patienceMilliseconds);
      await entry.session.interrupt().finally(() => clearTimeout(late));
    },
    restart,
    select: (notebook, is) => {
      if (is) selected.add(notebook);
      else selected.delete(notebook);
      changed();
    },
    isSelected: notebook => selected.has(notebook),
    closeAll: async () => {
      await Promise.all([...entries.keys()].map(close));
    },
    dispose: () => listening.forEach(each => void each.dispose()),
  };
}
