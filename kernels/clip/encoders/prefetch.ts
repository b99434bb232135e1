/**
 * Maps `items` with at most `limit` calls of `prepare` under way, and yields results in the order of `items`.
 * Leaving the loop early, or a rejection, waits for the calls under way, so nothing goes on in the background.
 */
export async function* prefetch<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  prepare: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const queue: Promise<Result>[] = [];
  const iterator = items[Symbol.iterator]();
  const fill = (): void => {
    while (queue.length < limit) {
      const next = iterator.next();
      if (next.done) return;
      const result = prepare(next.value);
      // Observed again when its turn comes; this keeps an early rejection from being reported as unhandled.
      result.catch(() => undefined);
      queue.push(result);
    }
  };
  try {
    fill();
    while (queue.length > 0) {
      const result = await queue.shift()!;
      fill();
      yield result;
    }
  } finally {
    await Promise.allSettled(queue);
  }
}
