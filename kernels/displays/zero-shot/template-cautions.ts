import { bootstrapCases } from '../../analysis/metrics/bootstrap.ts';
import { ensembleCaution } from '../prompt-comparison/ensemble-caution.ts';
import type { NamedScores } from './scores.ts';

/** That the ensemble of templates names fewer images rightly than the best template alone, with the paired difference. */
export function templateCautions(
  ensemble: NamedScores,
  templates: readonly string[],
  singles: () => readonly NamedScores[],
): string[] {
  if (templates.length < 2 || ensemble.accuracy === undefined) return [];
  const alone = singles();
  const accuracies = alone.map(({ accuracy }) => accuracy!);
  const single = Math.max(...accuracies);
  if (single <= ensemble.accuracy) return [];
  const best = accuracies.indexOf(single);
  const rows = ensemble.truth.flatMap((truth, row) => (truth === undefined ? [] : [row]));
  const right = ({ best: said, truth }: NamedScores, row: number): number =>
    said[row] === truth[row] ? 1 : 0;
  const differences = rows.map(row => right(ensemble, row) - right(alone[best]!, row));
  const found = bootstrapCases(
    rows.length,
    cases => cases.reduce((sum, at) => sum + differences[at]!, 0) / cases.length,
  )!;
  const deficit = {
    measure: 'accuracy' as const,
    ensemble: ensemble.accuracy,
    best,
    single,
    difference: { value: found.value, interval: found.interval, replicates: new Float64Array(0) },
  };
  return ensembleCaution('the ensemble of templates', templates.length, [deficit], at => templates[at]!);
}
