import type { EnsembleDeficit } from '../../analysis/prompt-variants/ensemble-deficit.ts';

const measureNames = { accuracy: 'accuracy', auroc: 'AUROC', f1: 'F1', matthews: 'MCC' };

/** That averaging prompts did not help here, with the measured difference; nothing to say without deficits. */
export function ensembleCaution(
  variant: string,
  prompts: number,
  deficits: readonly EnsembleDeficit[],
  nameOf: (single: number) => string,
): string[] {
  const [first] = deficits;
  if (first === undefined) return [];
  const parts = deficits.map(({ measure, ensemble, single, difference: { value, interval } }) => {
    const range = interval ? ` [${signed(interval.low)}, ${signed(interval.high)}]` : '';
    return `${measureNames[measure]} ${ensemble.toFixed(3)} against ${single.toFixed(3)}, difference ${signed(value)}${range}`;
  });
  const sure = deficits.some(({ difference }) => (difference.interval?.high ?? 0) < 0);
  const known = deficits.some(({ difference }) => difference.interval);
  const verdict = sure
    ? 'Averaging does not help here.'
    : `${known ? 'The interval reaches 0: it' : 'It'} may be chance, and the single one is the best of several.`;
  return [
    `“${variant}” averages ${prompts} prompts and scores below the best of them alone, “${cut(nameOf(first.best))}”: ${parts.join('; ')}. ${verdict}`,
  ];
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(3);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
