/**
 * `compute` with a memory: words come again and again. Keeps up to 10,000 results of texts shorter than 256, and
 * starts anew when full.
 */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return text => {
    const before = results.get(text);
    if (before !== undefined) return before;
    const result = compute(text);
    if (results.size >= 10_000) results.clear();
    if (text.length < 256) results.set(text, result);
    return result;
  };
}
