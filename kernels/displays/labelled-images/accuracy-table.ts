import type { FindingAccuracy } from '../../analysis/findings/finding-accuracy.ts';
import type { BootstrapEstimate } from '../../analysis/metrics/bootstrap.ts';
import type { TablePart } from '../../../webviews/protocol/sheet.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';

/** One row a finding: how many images have it, and what it reaches with intervals. */
export function accuracyTable(
  findings: readonly string[],
  accuracy: readonly FindingAccuracy[],
  {
    level,
    calls,
    thresholds,
  }: { readonly level: number; readonly calls: string; readonly thresholds?: readonly number[] | undefined },
): TablePart {
  return {
    kind: 'table',
    id: 'accuracy',
    title: 'What each finding reaches',
    note: `AUROC with DeLong's interval, the others from 1,000 resamples of the images, ${100 * level} %; ${calls}. An empty cell: the labels do not let it be measured.`,
    columns: [
      textColumn('finding', findings),
      numberColumn(
        'with it',
        accuracy.map(({ positives }) => positives),
        { digits: 0 },
      ),
      numberColumn(
        'without',
        accuracy.map(({ negatives }) => negatives),
        { digits: 0 },
      ),
      estimateColumn(
        'AUROC',
        accuracy.map(({ auroc, aurocEstimate }) =>
          auroc === undefined ? undefined : { value: auroc, ...endsOf(aurocEstimate) },
        ),
      ),
      ...(thresholds ? [numberColumn('threshold', thresholds, { digits: 4 })] : []),
      resampled(
        'sensitivity',
        accuracy.map(each => each.sensitivity),
      ),
      resampled(
        'specificity',
        accuracy.map(each => each.specificity),
      ),
      resampled(
        'F1',
        accuracy.map(each => each.f1),
      ),
      resampled(
        'MCC',
        accuracy.map(each => each.matthews),
      ),
      numberColumn(
        'calibration error',
        accuracy.map(({ calibrationError }) => calibrationError),
      ),
    ],
    total: findings.length,
  };
}

function resampled(
  name: string,
  estimates: readonly (BootstrapEstimate | undefined)[],
): ReturnType<typeof estimateColumn> {
  return estimateColumn(
    name,
    estimates.map(each => each && { value: each.value, ...endsOf(each) }),
  );
}

function endsOf(
  estimate: { readonly interval: { readonly low: number; readonly high: number } } | undefined,
): { low: number; high: number } | undefined {
  return estimate && { low: estimate.interval.low, high: estimate.interval.high };
}
