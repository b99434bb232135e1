import { writeSync } from 'node:fs';
import type { ProjectionFrame } from '../analysis/projections/project.ts';
import type { EncodeProgress } from '../clip/encoders/progress.ts';
import type { DownloadProgress } from '../clip/hub/progress.ts';

/** Writes a command's result to stdout, whole, also into a slow pipe. */
export function writeJson(value: unknown): void {
  process.stdout.write(JSON.stringify(value) + '\n');
}

/** Writes a line for people to stderr. */
export function writeMessage(line: string): void {
  writeSync(2, line + '\n');
}

/** Progress on one line of a terminal; in a log, a line now and then. */
export function progressReporter(what: string): (progress: EncodeProgress) => void {
  let last = 0;
  return ({ done, total, cached, failed }) => {
    const now = Date.now();
    const finished = done === total;
    if (!finished && now - last < (process.stderr.isTTY ? 100 : 5000)) return;
    if (done === 0 || (finished && total < 2)) return;
    last = now;
    const extras = [cached && `${cached} cached`, failed && `${failed} unreadable`]
      .filter(Boolean)
      .join(', ');
    writeLine(`${what} ${done}/${total}${extras && ` (${extras})`}`, finished);
  };
}

/** The same for downloads, in megabytes. */
export function downloadReporter(): (progress: DownloadProgress) => void {
  let last = 0;
  return ({ file, overallReceived, overallTotal }) => {
    const now = Date.now();
    const finished = overallReceived === overallTotal;
    if (!finished && now - last < (process.stderr.isTTY ? 100 : 5000)) return;
    last = now;
    writeLine(
      `Downloading ${file}: ${megabytes(overallReceived)} of ${megabytes(overallTotal)} MB`,
      finished,
    );
  };
}

/** The same for a layout, with its divergence where the method has one. */
export function layoutReporter(what: string): (frame: ProjectionFrame) => void {
  let last = 0;
  return ({ step, steps, klDivergence }) => {
    const now = Date.now();
    if (step !== steps && now - last < (process.stderr.isTTY ? 100 : 5000)) return;
    last = now;
    const divergence = klDivergence === undefined ? '' : `, divergence ${klDivergence.toFixed(3)}`;
    writeLine(`${what}: step ${step}/${steps}${divergence}`, step === steps);
  };
}

function writeLine(line: string, finished: boolean): void {
  writeSync(2, process.stderr.isTTY ? `\r\x1b[2K${line}${finished ? '\n' : ''}` : line + '\n');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
