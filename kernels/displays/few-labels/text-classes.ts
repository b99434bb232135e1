import type { TextClasses } from '../../analysis/few-labels/text-classifier.ts';
import { ensembleRows } from '../../analysis/zero-shot.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';

/** One embedding a class, the ensemble of its prompts. @throws Failure `values-empty`, `cancelled`, `encoder-failed`. */
export async function textClasses(
  clip: Pick<Clip, 'encodeText'>,
  classes: readonly string[],
  prompts: Readonly<Record<string, string | readonly string[]>> | undefined,
  logitScale: number,
  signal: AbortSignal | undefined,
): Promise<TextClasses> {
  const bank = textVectors(clip);
  const sets = classes.map(name => {
    const own = prompts?.[name] ?? name;
    const list = (typeof own === 'string' ? [own] : own).map(each => each.trim()).filter(each => each !== '');
    if (list.length === 0) throw failure('values-empty', { what: `the list of prompts for "${name}"` });
    return list;
  });
  const all = await bank.of(sets.flat(), signal);
  const { dim } = all;
  const data = new Float32Array(classes.length * dim);
  let start = 0;
  sets.forEach((set, at) => {
    const own = all.data.subarray(start * dim, (start + set.length) * dim);
    start += set.length;
    data.set(ensembleRows({ data: own, count: set.length, dim }, set.length).data, at * dim);
  });
  return { texts: { data, count: classes.length, dim, ids: classes }, logitScale };
}
