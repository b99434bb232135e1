import type { Choosing } from '../runtime/choosing.ts';
import type { SheetAsk, SheetPart } from '../protocol/sheet.ts';

/** What draws one part, and draws it again when the sheet was scored anew: order, scrolling and what is typed stay. */
export interface PartView<Part extends SheetPart = SheetPart> {
  readonly element: HTMLElement;
  show(part: Part): void;
}

/** Parts one below the other; those that stay keep their views. */
export interface PartList {
  readonly element: HTMLElement;
  show(parts: readonly SheetPart[]): void;
}

/** What parts are given by their sheet. */
export interface SheetContext {
  readonly signal: AbortSignal;
  /**
   * Asks the kernel for another sheet; the answer is shown by the sheet. Settles with undefined, or with the sentence that says why
   * there is no answer. Undefined where no kernel answers.
   */
  readonly ask?: ((message: SheetAsk) => Promise<string | undefined>) | undefined;
  /** Marks and chooses images and prompts. */
  readonly choosing: Choosing;
  /** Hears `reset` when the reader wants all as the cell gave it: what is typed is given up. */
  readonly resets: EventTarget;
  /** A list for parts within a part. */
  readonly list: () => PartList;
}
