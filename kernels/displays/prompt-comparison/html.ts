import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { PromptComparisonData } from '../../../webviews/protocol/prompt-comparison.ts';
import { escapeHtml } from '../markup/escape.ts';
import { tableBundle } from '../tables/bundle.ts';
import { tableData } from '../tables/columns.ts';
import { provenanceLine } from '../../../webviews/pictures/provenance.ts';
import { differenceRows, variantRows } from './text.ts';
import { summaryOf } from '../../../webviews/pictures/prompt-comparison/words.ts';

/** The numbers and the prompts as plain HTML tables, for pages without our renderer. */
export function comparisonHtml(data: PromptComparisonData, provenance: Provenance): string {
  const { variants, differences } = data.scores;
  const prompts = variants.flatMap(({ name, prompts: list }) =>
    list.map(prompt => ({
      variant: name,
      class: prompt.class ?? 'all',
      'stands for': prompt.negative ? 'absent' : 'present',
      prompt: prompt.text,
    })),
  );
  return [
    htmlTable(variantRows(data), summaryOf(data)),
    ...(differences.length === 0 ? [] : [htmlTable(differenceRows(data), 'Differences on the same images')]),
    ...(data.scores.cautions ?? []).map(caution => `<p>${escapeHtml(caution)}</p>`),
    `<details><summary>${prompts.length} prompts</summary>${htmlTable(prompts, 'Prompts')}</details>`,
    `<p><small>${escapeHtml(provenanceLine(provenance))}</small></p>`,
  ].join('');
}

function htmlTable(rows: readonly Record<string, string | number>[], caption: string): string {
  return tableBundle(tableData(rows, { caption }))['text/html'] as string;
}
