import { failure } from '../../protocol/failures/index.ts';
import type { Rows } from './points.ts';

/** Fewer points than this have no layout worth a picture: three are a triangle whatever they mean. */
const fewestPoints = 4;

/**
 * Refuses rows that cannot be laid out, by name.
 * @throws Failure `projection-rows-mismatched`, `projection-too-few-points`, `projection-row-not-finite`, `projection-all-equal`.
 */
export function checkRows(rows: Rows): void {
  const { data, count, dim } = rows;
  if (data.length !== count * dim || dim < 1)
    throw failure('projection-rows-mismatched', { count, dim, length: data.length });
  if (count < fewestPoints) throw failure('projection-too-few-points', { count, fewest: fewestPoints });
  const { ids } = rows as { readonly ids?: readonly string[] };
  for (let at = 0; at < data.length; at++) {
    if (Number.isFinite(data[at])) continue;
    const row = Math.floor(at / dim);
    throw failure('projection-row-not-finite', {
      row,
      id: ids?.[row],
      column: at % dim,
      value: String(data[at]),
    });
  }
  if (data.every((value, at) => value === data[at % dim])) throw failure('projection-all-equal', { count });
}
