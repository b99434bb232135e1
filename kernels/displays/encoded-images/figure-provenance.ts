import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { version } from '../../version.ts';

/** How a figure of one model came about. */
export function figureProvenance(
  { name, digest, preset, precision }: EmbeddingModel,
  {
    n,
    seed,
    made,
    choices,
  }: {
    readonly n: number;
    readonly seed?: number | undefined;
    readonly made: string;
    readonly choices: Readonly<Record<string, string | number>>;
  },
): Provenance {
  return {
    models: [{ name, digest, preset, precision }],
    n,
    ...(seed !== undefined && { seed }),
    version,
    made,
    choices,
  };
}
