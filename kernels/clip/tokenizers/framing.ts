import type { Frame } from './tokenizer-json/post-processor.ts';
import type { TokenizedText } from './tokenizer.ts';

/**
 * Puts start and end tokens around `ids` after cutting them so that everything fits `contextLength`, as the
 * reference tokenizers do with `truncation=True`: the end of the text is dropped, start and end tokens stay.
 */
export function framed(
  ids: readonly number[],
  frame: Frame,
  contextLength: number,
  tokenOf: (id: number) => string,
): TokenizedText {
  const room = Math.max(0, contextLength - frame.before.length - frame.after.length);
  const kept = ids.slice(0, room);
  return {
    ids: [...frame.before.map(({ id }) => id), ...kept, ...frame.after.map(({ id }) => id)],
    tokens: [
      ...frame.before.map(({ token }) => token),
      ...kept.map(tokenOf),
      ...frame.after.map(({ token }) => token),
    ],
    truncated: ids.length > room,
  };
}
