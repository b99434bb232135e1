import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { SheetAsk, SheetData } from '../../../webviews/protocol/sheet.ts';
import type { Provenance } from '../../../webviews/protocol/views.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { sheetBundle } from './bundle.ts';

/** A result that can be scored anew: its texts and choices are `Result`'s own. */
export interface SheetSource<Result> {
  readonly first: Result;
  /** The sheet of a result; `edited` is true for any but the first. */
  readonly draw: (result: Result, edited: boolean) => SheetData;
  readonly provenance: (result: Result) => Provenance;
  /** The result for other texts or another choice. @throws Failure with a sentence for the reader. Absent: nothing can be edited. */
  readonly change?: (latest: Result, edit: SheetEdit) => Promise<Result> | Result;
}

export type SheetEdit = Extract<SheetAsk, { kind: 'set-texts' | 'set-choice' }>;

export interface LiveSheet<Result> extends Displayed {
  /** The result that was last set in the picture; the first if none was. */
  latest(): Result;
}

/** Shows a result as a sheet whose pictures are answered while the kernel lives. Edits are made one after the other. */
export function liveSheet<Result>({
  first,
  draw,
  provenance,
  change,
}: SheetSource<Result>): LiveSheet<Result> {
  let latest = first;
  let waiting: Promise<unknown> = Promise.resolve();
  const answer = async (message: unknown): Promise<SheetData> => {
    if (!isAsk(message)) throw failure('view-message', { view: 'sheet' });
    if (message.kind === 'reset') latest = first;
    else if (message.kind !== 'latest' && change) latest = await change(latest, message);
    return draw(latest, latest !== first);
  };
  const live = change
    ? currentCell()?.openView(message => {
        const next = waiting.then(() => answer(message));
        waiting = next.catch(() => undefined);
        return next;
      }).live
    : undefined;
  return {
    latest: () => latest,
    [displaySymbol]: () => sheetBundle(draw(first, false), { provenance: provenance(first), live }),
  };
}

function isAsk(message: unknown): message is SheetAsk {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, part, option, groups } = message as Record<string, unknown>;
  switch (kind) {
    case 'reset':
    case 'latest':
      return true;
    case 'set-choice':
      return typeof part === 'string' && typeof option === 'string';
    case 'set-texts':
      return (
        typeof part === 'string' &&
        Array.isArray(groups) &&
        groups.every(
          (texts: unknown) =>
            Array.isArray(texts) && texts.every((text: unknown) => typeof text === 'string'),
        )
      );
    default:
      return false;
  }
}
