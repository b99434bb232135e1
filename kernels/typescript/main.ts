import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { bundleUrl } from '../bundle-url.ts';
import type { NotebookSelection } from '../protocol/selection.ts';
import { problemOf } from '../channel/problems.ts';
import type { HostFrame } from '../channel/frames.ts';
import { currentContext, leaveContext } from './cell-context.ts';
import { createCells } from './cells.ts';
import { offerCellHosts } from './cell-hosts.ts';
import { createDisplays } from './displays.ts';
import { watchExits } from './exits.ts';
import { greet } from './hello.ts';
import { watchInterrupts } from './interrupts.ts';
import { collectOutputs } from './outputs.ts';
import { createSession } from './session.ts';
import { watchStatus } from './status.ts';
import { watchStrays } from './strays.ts';
import { replaceStandardStreams } from './streams.ts';
import { bindTimersToCells, setImmediate } from './timers.ts';
import { createViews } from './views.ts';
import { ownRequests } from './workbench/requests.ts';
import { createWorkbench, type Library } from './workbench/workbench.ts';
import { openWire } from './wire.ts';

const { gate, listen: listenForInterrupts } = watchInterrupts();
const wire = openWire(gate);
const outputs = collectOutputs(gate, run => wire.send({ kind: 'event', event: 'output', data: run }));
const displays = createDisplays(outputs);
const views = createViews();
const cells = createCells({ displays, show: (cell, text) => outputs.stream(cell, 'stderr', text) });
const own = ownRequests('workbench');
const workbench = createWorkbench({
  variables: cells.variables,
  library: () => import(bundleUrl('index.mjs').href) as Promise<Library>,
  ask: views.ask,
});
const session = createSession({
  gate,
  run: (params, context) => own.workOf(params)?.() ?? cells.run(params, context),
  faultOf: cells.faultOf,
  began: cell => {
    views.dropOf(cell);
    displays.dropOf(cell);
    status.began();
  },
  ended: () => {
    outputs.flush();
    status.ended();
  },
});
const status = watchStatus(session.running, data => wire.send({ kind: 'event', event: 'status', data }));
const exits = watchExits((how, code) => {
  outputs.flush();
  wire.send({ kind: 'leaving', how, code });
});
/** Requests to views that are still to be answered: an interrupt answers them all, for it may have cut off what would. */
const asked = new Map<number, (problem: unknown) => void>();
/** What is chosen in the notebook's pictures. */
let chosen: NotebookSelection = { images: [], prompts: [] };

// Meant for the kernel's own start, not for programs that cells start.
delete process.env['NODE_COMPILE_CACHE'];
// Ctrl+C in a terminal reaches the whole process group: whoever started the kernel decides what it means.
process.on('SIGINT', () => undefined);
bindTimersToCells();
replaceStandardStreams((name, text) => {
  const context = currentContext();
  context?.signal.throwIfAborted();
  write(name, text, context?.cell);
});
syncBuiltinESMExports();
watchStrays((text, context) => write('stderr', text, context?.cell), cells.textOf);
offerCellHosts({
  displays,
  views,
  selection: () => chosen,
  select: next => {
    chosen = next;
    wire.send({ kind: 'event', event: 'selection', data: next });
  },
  tell: (view, message) => wire.send({ kind: 'event', event: 'view', data: { view, message } }),
  modelsChanged: status.modelsChanged,
});
listenForInterrupts(({ count, lastRequest }) => {
  leaveContext();
  session.interrupt(lastRequest);
  for (const fail of asked.values()) fail(new Error('The kernel was interrupted.'));
  asked.clear();
  wire.send({ kind: 'interrupted', count });
});
wire.listen(take, () => exits.leave(0));

function take(frame: HostFrame): void {
  switch (frame.method) {
    case 'hello':
      try {
        const identity = greet(frame.params);
        cells.open(frame.params.notebook);
        answer(frame.id, identity);
      } catch (error) {
        refuse(frame.id, error);
      }
      break;
    case 'execute':
      session.execute(frame.id, frame.params, result => answer(frame.id, result));
      break;
    case 'view':
      // In a turn of its own, outside the gate: it runs code of a cell.
      setImmediate(() => askView(frame.id, frame.params.view, frame.params.message));
      break;
    case 'select':
      chosen = frame.params;
      answer(frame.id, null);
      break;
    case 'workbench': {
      const { message, choices } = frame.params;
      const execute = session.execute.bind(session, frame.id);
      own
        .ask(execute, choices, () => workbench.answer(message, choices))
        .then(
          result => answer(frame.id, result),
          (error: unknown) => refuse(frame.id, error),
        );
      break;
    }
    case 'status':
      answer(frame.id, status.now());
      break;
    case 'shutdown':
      outputs.flush();
      answer(frame.id, null);
      wire.send({ kind: 'leaving', how: 'shutdown', code: 0 });
      exits.leave(0);
  }
}

function askView(id: number, view: string, message: unknown): void {
  asked.set(id, problem => refuse(id, problem));
  const done = (tell: () => void): void => {
    if (asked.delete(id)) tell();
  };
  views.ask(view, message).then(
    value => done(() => answer(id, value)),
    (error: unknown) => done(() => refuse(id, error)),
  );
}

function answer(id: number, result: unknown): void {
  wire.send({ kind: 'response', id, ok: true, result });
}

function refuse(id: number, error: unknown): void {
  wire.send({ kind: 'response', id, ok: false, problem: problemOf(error) });
}

/** Text that belongs to no run known goes to the latest; before the first one there is none, and it goes to the process's own streams. */
function write(name: 'stdout' | 'stderr', text: string, cell = session.latest()?.cell): void {
  if (cell !== undefined) outputs.stream(cell, name, text);
  else writeSync(name === 'stdout' ? 1 : 2, text);
}
