import type { ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

const rememberedCharacters = 4096;
const fatal = /FATAL ERROR|<--- Last few GCs --->|Fatal JavaScript/;

/**
 * Watches what the process writes past the kernel: native code and programs that cells start.
 * `forward` gets it as it comes, except the report of a fatal error, which `lastWords` keeps.
 */
export function watchRawOutput(
  child: ChildProcess,
  forward: (name: 'stdout' | 'stderr', text: string) => void,
): { lastWords(): string } {
  let words = '';
  let dying = false;
  watch('stdout', text => forward('stdout', text));
  watch('stderr', text => {
    words = (words + text).slice(dying ? 0 : -rememberedCharacters).slice(0, 2 * rememberedCharacters);
    dying ||= fatal.test(text);
    if (!dying) forward('stderr', text);
  });
  return { lastWords: () => words.slice(0, rememberedCharacters) };

  function watch(name: 'stdout' | 'stderr', take: (text: string) => void): void {
    const decoder = new StringDecoder('utf8');
    child[name]?.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
    child[name]?.on('error', () => undefined);
  }
}
