import type { MeanAurocEstimate } from '../../analysis/metrics/mean-auroc.ts';
import type { TablePart } from '../../../webviews/protocol/sheet.ts';
import { estimateColumn, markColumn, textColumn } from '../sheet/columns.ts';
import type { TemplateEnsemble } from './ensemble.ts';

/** The ensemble and each of its templates alone. */
export function ensembleTable({ all, single, best }: TemplateEnsemble, level: number): TablePart {
  return {
    kind: 'table',
    id: 'ensemble',
    title: 'Templates alone and together',
    note: `Mean AUROC over the findings, and how much the ensemble is above each template on the same images, with ${100 * level} % intervals that take findings of one image together.`,
    columns: [
      textColumn('template', ['all together', ...single.map(({ template }) => template)]),
      estimateColumn('mean AUROC', [all, ...single.map(({ alone }) => alone)].map(ends)),
      estimateColumn('ensemble − template', [undefined, ...single.map(({ gain }) => ends(gain))]),
      markColumn('', [
        { text: '' },
        ...single.map(({ gain }, at) => ({
          text: gain.interval.high < 0 ? 'better alone' : at === best ? 'best alone' : '',
          ...(gain.value < -1e-12 && { mark: 'caution' as const }),
        })),
      ]),
    ],
    total: single.length + 1,
    best: [all.value >= single[best]!.alone.value - 1e-12 ? 0 : best + 1],
  };
}

function ends({ value, interval }: MeanAurocEstimate): { value: number; low: number; high: number } {
  return { value, low: interval.low, high: interval.high };
}
