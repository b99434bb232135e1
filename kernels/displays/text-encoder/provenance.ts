import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { version } from '../../version.ts';

/** How a figure of several encoders came about; those that are no model stand under their names. */
export function encoderProvenance(
  encoders: readonly { readonly name: string; readonly model?: EmbeddingModel | undefined }[],
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
  const models = new Map(
    encoders.flatMap(({ model }) => (model ? [[`${model.digest} ${model.precision}`, model] as const] : [])),
  );
  return {
    models: [...models.values()].map(({ name, digest, preset, precision }) => ({
      name,
      digest,
      preset,
      precision,
    })),
    n,
    ...(seed !== undefined && { seed }),
    version,
    made,
    choices: { encoders: encoders.map(({ name }) => name).join(' | '), ...choices },
  };
}
