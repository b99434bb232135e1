import { writeSync } from 'node:fs';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { OutputItem } from '../../protocol/kernel/outputs.ts';
import type { RunListener } from './execute.ts';
import { plainText } from './notebook/outputs.ts';

const longestResult = 4000;

/** A place to print to. */
export interface Terminal {
  readonly live: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** Standard error. */
export function standardError(): Terminal {
  return {
    live: process.stderr.isTTY,
    columns: process.stderr.columns || 100,
    write: text => void writeSync(2, text),
  };
}

/**
 * Prints a run as it goes: each cell's number and first line, its streams, the text form of its results, its time. On a terminal
 * the last line is live: time, and progress if there is any. In a log, progress is printed when it ends.
 */
export function printRun(terminal: Terminal): RunListener & { close(): void } {
  let head = '';
  let since = 0;
  let progress = '';
  let unfinished = '';
  let timer: NodeJS.Timeout | undefined;

  const clearLine = (): void => {
    if (terminal.live) terminal.write('\r\x1b[2K');
  };
  const drawLine = (): void => {
    if (!terminal.live || !head) return;
    const line = `${head}  ${seconds(performance.now() - since)}${progress && `  ${progress}`}`;
    terminal.write(`\r\x1b[2K${line.slice(0, terminal.columns - 1)}`);
  };
  const print = (text: string): void => {
    const lines = unfinished + text;
    const end = lines.lastIndexOf('\n') + 1;
    unfinished = lines.slice(end);
    if (end === 0) return;
    clearLine();
    terminal.write(lines.slice(0, end));
    drawLine();
  };
  const close = (): void => {
    clearInterval(timer);
    if (unfinished) print('\n');
    clearLine();
    head = '';
  };

  return {
    started(cell, index, count) {
      head = `[${index + 1}/${count}] ${firstLine(cell.source)}`;
      since = performance.now();
      progress = '';
      if (terminal.live) timer = setInterval(drawLine, 100).unref();
      else terminal.write(`${head}\n`);
      drawLine();
    },
    changed(_cell, change) {
      if (change.kind === 'stream') print(change.text);
      if (change.kind === 'stream' || change.kind === 'clear') return;
      const text = plainText(change.items)?.trimEnd();
      if (text === undefined) return;
      const state = progressState(change.items);
      if (state === 'running') {
        progress = text.split('\n').at(-1)!;
        drawLine();
      } else {
        progress = '';
        print(`${unfinished && '\n'}${shortened(text)}\n`);
      }
    },
    ended({ milliseconds, fault }) {
      const first = head;
      close();
      const mark = fault ? 'failed after ' : '';
      terminal.write(`${terminal.live ? `${first}  ` : '      '}${mark}${seconds(milliseconds)}\n`);
      if (fault) terminal.write(`${fault.stack || `${fault.name}: ${fault.message}`}\n`);
    },
    close,
  };
}

function firstLine(source: string): string {
  const line = source.split('\n').find(each => each.trim() !== '') ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function shortened(text: string): string {
  return text.length > longestResult
    ? `${text.slice(0, longestResult)}\n… (${text.length} characters)`
    : text;
}

function progressState(items: readonly OutputItem[]): string | undefined {
  const item = items.find(({ mime }) => mime === mimeOf('progress'));
  if (!item) return undefined;
  const payload = JSON.parse(new TextDecoder().decode(item.data)) as { data?: { state?: string } };
  return payload.data?.state;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}
