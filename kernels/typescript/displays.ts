import { randomUUID } from 'node:crypto';
import type { DisplayBundle, OutputChange } from '../protocol/kernel/outputs.ts';
import { bundleItems } from './bundle-items.ts';
import type { Outputs } from './outputs.ts';

/** Shows bundles below cells and updates them in place. */
export interface Displays {
  /** With an `id` that is on show, in its place. Returns the id. */
  readonly show: (cell: string, bundle: DisplayBundle, id?: string) => string;
  /** Whether `id` is on show, so that it would be updated. */
  readonly has: (id: string) => boolean;
  readonly result: (cell: string, bundle: DisplayBundle) => void;
  /** The outputs of the cell are gone: what it showed cannot be updated any more. */
  readonly dropOf: (cell: string) => void;
}

export function createDisplays(outputs: Outputs): Displays {
  const shown = new Map<string, string>();
  return {
    show: (cell, bundle, id = randomUUID()) => {
      const known = shown.has(id);
      if (!known) shown.set(id, cell);
      put(cell, bundle, items => ({ kind: known ? 'update' : 'display', items, display: id }));
      return id;
    },
    has: id => shown.has(id),
    result: (cell, bundle) => put(cell, bundle, items => ({ kind: 'result', items })),
    dropOf: cell => {
      for (const [id, owner] of shown) if (owner === cell) shown.delete(id);
    },
  };

  function put(
    cell: string,
    bundle: DisplayBundle,
    changeOf: (items: ReturnType<typeof bundleItems>['items']) => OutputChange,
  ): void {
    const { items, notes } = bundleItems(bundle);
    if (items.length > 0) outputs.change(cell, changeOf(items));
    for (const note of notes) outputs.stream(cell, 'stderr', `${note}\n`);
  }
}
