import type { PromptComparisonData } from '../../../webviews/protocol/prompt-comparison.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import { estimateText, scoringNames, summaryOf } from '../../../webviews/pictures/prompt-comparison/words.ts';

/** The numbers of each variant and of each two, as aligned text. */
export function comparisonText(data: PromptComparisonData): string {
  const { variants, differences } = data.scores;
  const caption = summaryOf(data);
  const parts = [textTable(variantRows(data), caption)];
  if (differences.length > 0) parts.push(textTable(differenceRows(data), 'Differences on the same images'));
  for (const { name, truncated } of variants)
    if (truncated.length > 0)
      parts.push(`${name}: ${truncated.length} prompts are longer than the model reads.`);
  parts.push(...(data.scores.cautions ?? []));
  return parts.join('\n\n');
}

/** What the tables of all fallbacks hold. */
export function variantRows({ known, scores }: PromptComparisonData): Record<string, string | number>[] {
  return scores.variants.map(({ name, scoring, prompts, accuracy, auroc }) => ({
    variant: name,
    scoring: scoringNames[scoring],
    prompts: prompts.length,
    ...(known > 0 && { accuracy: estimateText(accuracy), AUROC: estimateText(auroc) }),
  }));
}

export function differenceRows({ known, scores }: PromptComparisonData): Record<string, string | number>[] {
  return scores.differences.map(({ left, right, accuracy, auroc, mcNemar, flips }) => ({
    'left − right': `${scores.variants[left]!.name} − ${scores.variants[right]!.name}`,
    ...(known > 0 && {
      accuracy: estimateText(accuracy),
      AUROC: estimateText(auroc),
      'McNemar p': mcNemar === undefined ? '' : mcNemar.pValue.toPrecision(2),
    }),
    'images that flip': flips,
  }));
}

function textTable(rows: readonly Record<string, string | number>[], caption: string): string {
  return tableBundle(tableData(rows, { caption }))['text/plain'] as string;
}
