import type { Contradiction } from '../../analysis/explained-diagnosis/contradictions.ts';
import type { ScoredDiagnosis } from './scored-diagnosis.ts';

/** What contradicts what, without naming the study. */
export function contradictionSentence(found: Contradiction): string {
  if (found.kind === 'descriptor')
    return found.called
      ? `${found.finding} is called, though "${found.descriptor}" speaks against it (${found.probability.toFixed(3)}).`
      : `${found.finding} is not called, though "${found.descriptor}" speaks for it (${found.probability.toFixed(3)}).`;
  return found.relation === 'excludes'
    ? `${found.finding} and ${found.other} are both called, and one excludes the other.`
    : `${found.finding} is called without ${found.other}, which it comes with.`;
}

/** One sentence for all contradictory findings of the studies: how many, and the commonest. */
export function contradictionCautions(scored: ScoredDiagnosis, what: string): string[] {
  const found = scored.contradictions({ descriptors: false });
  if (found.length === 0) return [];
  const count = new Set(found.map(({ study }) => study)).size;
  const sentences = new Map<string, number>();
  for (const each of found) {
    const sentence = contradictionSentence(each);
    sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1);
  }
  const [commonest, times] = [...sentences].sort((one, other) => other[1] - one[1])[0]!;
  const total = scored.diagnosis.studies.length;
  const who =
    count === 1 ? `1 of ${total} ${what}${total === 1 ? '' : 's'} has` : `${count} of ${total} have`;
  return [
    `${who} findings that contradict each other${sentences.size > 1 ? `, most often (${times} ×)` : ''}: ${commonest}`,
  ];
}
