import type { TokenizerSource } from '../tokenizers/tokenizer.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Config } from './config.ts';

/** open_clip's `get_tokenizer`: its own byte-pair encoding, or the Hugging Face tokenizer whose files lie beside. */
export function tokenizerOf({ folder }: Checkpoint, config: Config, contextLength: number): TokenizerSource {
  if (!config.has('hf_tokenizer_name')) return { kind: 'clip-bpe', contextLength };
  const clean = config.section('tokenizer_kwargs').text('clean', 'whitespace');
  return {
    kind: 'open-clip',
    folder,
    contextLength,
    clean: clean === 'lower' || clean === 'canonicalize' ? clean : 'whitespace',
  };
}
