import { createRandom } from '../../../kernels/phantoms/drawing/random.ts';
import {
  similarityDistributions,
  type SimilarityDistributionsOptions,
} from '../../../kernels/displays/similarity-distribution/similarity-distributions.ts';
import { displaySymbol } from '../../../kernels/displays/displayed.ts';
import type { Embeddings } from '../../../kernels/clip/embeddings/embeddings.ts';
import { mimeOf, type ViewPayload } from '../../../webviews/protocol/views.ts';

const dim = 16;

/** `sizes` of the groups by name; rows of a group lie around a centre of its own, the closer the smaller `noise` is. */
export function clusteredEmbeddings(
  name: string,
  sizes: Readonly<Record<string, number>>,
  noise: number,
): { embeddings: Embeddings; groups: Record<string, string[]> } {
  const random = createRandom(7).fork(name);
  const centre = (): number[] => Array.from({ length: dim }, () => random.normal(0, 1));
  const groups: Record<string, string[]> = {};
  const rows: number[] = [];
  for (const [group, size] of Object.entries(sizes)) {
    const middle = centre();
    groups[group] = Array.from({ length: size }, (_, at) => `${group} disease ${at + 1}`);
    for (let at = 0; at < size; at++) rows.push(...middle.map(value => value + noise * random.normal(0, 1)));
  }
  const ids = Object.values(groups).flat();
  const model = { name, digest: 'ab'.repeat(32), precision: 'fp32', preset: 'none', version: '0' };
  const embeddings: Embeddings = {
    data: Float32Array.from(rows),
    count: ids.length,
    dim,
    ids,
    kind: 'text',
    model,
    normalized: false,
  };
  return { embeddings, groups };
}

/** The payload of two models over the same prompts, one sharper than the other. */
export async function similarityPayload(
  sizes: Readonly<Record<string, number>>,
  { live, ...options }: SimilarityDistributionsOptions & { readonly live?: string } = {},
): Promise<ViewPayload<'similarity-distribution'>> {
  const { embeddings, groups } = clusteredEmbeddings('blurred', sizes, 1.4);
  const sharp = clusteredEmbeddings('sharp', sizes, 0.7);
  const value = await similarityDistributions([embeddings, sharp.embeddings], groups, {
    resamples: 20,
    randomGroups: 20,
    ...options,
  });
  const bundle = await value[displaySymbol]();
  const payload = bundle[mimeOf('similarity-distribution')] as ViewPayload<'similarity-distribution'>;
  return live === undefined ? payload : { ...payload, live };
}
