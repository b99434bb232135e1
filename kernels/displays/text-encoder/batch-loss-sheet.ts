import type { CardsPart, SheetData, TablePart } from '../../../webviews/protocol/sheet.ts';
import { unreadableCaution } from '../encoded-images/encoded-images.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { markColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import { batchMatrices } from './batch-matrices.ts';
import { costRows, lossRows, type CostRow } from './batch-loss-rows.ts';
import type { BatchTargets, EncodedBatch } from './batch-loss.ts';

const mostRows = 200;
const mostCards = 8;
/** Reports as alike as this say nearly the same. */
const alike = 0.95;

/** The loss under each kind of target, the pairs that cost most, and the matrices behind it. */
export function batchLossSheet(batch: EncodedBatch, targets: BatchTargets, edited: boolean): SheetData {
  const costs = costRows(batch, targets.losses);
  const [hard] = lossRows(targets.losses);
  const spared = costs.filter(
    row => row['its probability'] > row['own report'] && row['reports alike'] >= alike,
  );
  return {
    title: 'The contrastive loss of a batch',
    summary: `InfoNCE of ${batch.reports.length} pairs: ${hard!.total.toFixed(3)} nats, images to reports ${hard!.image.toFixed(3)}, reports to images ${hard!.text.toFixed(3)}; a model that tells nothing apart gets ${hard!.chance.toFixed(3)}.`,
    cautions: [
      ...(batch.sigmoid
        ? [
            'This model was trained with a sigmoid for each pair, not with this loss: compare pairs with each other, not the loss with that of other models.',
          ]
        : []),
      ...(spared.length === 0
        ? []
        : [
            `${spared.length} ${spared.length === 1 ? 'image prefers' : 'images prefer'} another report that says nearly the same as its own (cosine of ${alike} or more): a false negative, counted as a mistake.`,
          ]),
      ...unreadableCaution({ failures: batch.failures }),
      ...truncatedCaution(batch.truncated),
    ],
    parts: [
      lossTable(targets, batch.labels !== undefined),
      thresholdPart(
        'positive',
        'SAT: reports match from a cosine of',
        [0.8, 0.85, 0.9, 0.95, 0.98],
        targets.positive,
      ),
      thresholdPart(
        'negative',
        'SAT: reports differ below a cosine of',
        [0.3, 0.5, 0.7, 0.8, 0.9],
        targets.negative,
      ),
      costTable(costs, targets),
      costCards(costs, batch),
      batchMatrices(batch, targets),
    ],
    edited,
  };
}

function thresholdPart(
  id: 'positive' | 'negative',
  title: string,
  usual: readonly number[],
  value: number,
): SheetData['parts'][number] {
  const options = [...new Set([...usual, value])].sort((one, other) => one - other).map(String);
  return { kind: 'choice', id, title, options, value: String(value) };
}

function lossTable({ losses }: BatchTargets, labelled: boolean): TablePart {
  const rows = lossRows(losses);
  const without = labelled ? '' : ' Give labels, the findings of each case, for MedCLIP’s.';
  return {
    kind: 'table',
    id: 'losses',
    title: 'Loss by kind of target',
    note: `In nats. MedCLIP shares the target among cases with common findings, SAT among cases with similar reports. Soft targets have a lowest loss of their own above 0: compare what is above it.${without}`,
    total: rows.length,
    columns: [
      textColumn(
        'targets',
        rows.map(row => row.targets),
      ),
      numberColumn(
        'images to reports (Eq. 1)',
        rows.map(row => row.image),
      ),
      numberColumn(
        'reports to images (Eq. 2)',
        rows.map(row => row.text),
      ),
      numberColumn(
        'half the sum (Eq. 3)',
        rows.map(row => row.total),
      ),
      numberColumn(
        'lowest possible',
        rows.map(row => row.lowest),
      ),
      numberColumn(
        'above it',
        rows.map(row => row.excess),
        { bar: [0, rows[0]!.chance] },
      ),
    ],
  };
}

function costTable(costs: readonly CostRow[], { losses }: BatchTargets): TablePart {
  const rows = costs.slice(0, mostRows);
  return {
    kind: 'table',
    id: 'costs',
    title: 'Pairs that cost most',
    note: 'What the image is mistaken for says why: another report in other words is an error, the same report again is a false negative.',
    total: costs.length,
    items: rows.map(({ image }) => ({ kind: 'image', name: image })),
    columns: [
      textColumn(
        'image',
        rows.map(({ image }) => image),
      ),
      numberColumn(
        'cost',
        rows.map(({ cost }) => cost),
      ),
      ...losses.slice(1).map(({ name, loss }) =>
        numberColumn(
          name,
          rows.map(({ pair }) => loss.perPair[pair]!),
        ),
      ),
      textColumn(
        'own report',
        rows.map(({ report }) => shortened(report, 240)),
      ),
      numberColumn(
        'probability',
        rows.map(row => row['own report']),
      ),
      textColumn(
        'nearest other report',
        rows.map(row => shortened(row['nearest other report'], 240)),
      ),
      numberColumn(
        'its probability',
        rows.map(row => row['its probability']),
      ),
      markColumn(
        'the two reports',
        rows.map(row => ({
          text: `cosine ${row['reports alike'].toFixed(2).replace('-', '−')}`,
          ...(row['reports alike'] >= alike && { mark: 'caution' as const }),
        })),
      ),
    ],
  };
}

function costCards(costs: readonly CostRow[], { thumbnails, images, labels }: EncodedBatch): CardsPart {
  const findings = (pair: number): { text: string }[] =>
    labels ? [{ text: `findings: ${labels[pair]!.join(', ') || 'none'}` }] : [];
  return {
    kind: 'cards',
    id: 'costly',
    title: 'The costliest side by side',
    groups: costs.slice(0, mostCards).map(row => ({
      title: `${row.image}: ${row.cost.toFixed(2)} nats`,
      cards: [
        {
          title: row.image,
          thumbnail: thumbnails.get(row.pair),
          item: { kind: 'image', name: row.image },
          lines: [
            { text: shortened(row.report, 240) },
            { text: 'probability', share: row['own report'], value: row['own report'].toFixed(2) },
            ...findings(row.pair),
          ],
        },
        {
          title: `nearest other: ${images[row.mistaken]!}`,
          thumbnail: thumbnails.get(row.mistaken),
          item: { kind: 'image', name: images[row.mistaken]! },
          lines: [
            { text: shortened(row['nearest other report'], 240) },
            { text: 'probability', share: row['its probability'], value: row['its probability'].toFixed(2) },
            ...findings(row.mistaken),
          ],
        },
      ],
    })),
  };
}
