/** Files fetched at once: enough to hide the round trips of small ones. */
const atOnce = 4;

/**
 * Runs `task` over `items`, four at a time, and returns the results in order. The first failure aborts the others through their
 * signal and is thrown once all have stopped, so that nothing goes on in the background.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  task: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const stop = new AbortController();
  const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && !both.aborted) {
      const at = next++;
      try {
        results[at] = await task(items[at]!, both);
      } catch (problem) {
        failures.push(problem);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  signal?.throwIfAborted();
  return results;
}
