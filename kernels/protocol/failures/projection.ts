/** Laying embeddings out on a plane. */
export const projectionFailures = {
  'projection-too-few-points': ({ count, fewest }: { count: number; fewest: number }) =>
    `${count === 1 ? 'One point' : `${count} points`} cannot be laid out on a map: it takes ${fewest} for their places to say anything. Add rows, or look at their cosines as a table.`,
  'projection-row-not-finite': ({
    row,
    id,
    column,
    value,
  }: {
    row: number;
    id: string | undefined;
    column: number;
    value: string;
  }) =>
    `Row ${row}${id === undefined ? '' : ` (${id})`} holds ${value} in column ${column}, so its distances are undefined. Leave this row out, or encode it again.`,
  'projection-all-equal': ({ count }: { count: number }) =>
    `All ${count} rows are equal, so there is nothing to lay out. Check that different images or prompts were encoded.`,
  'projection-rows-mismatched': ({ count, dim, length }: { count: number; dim: number; length: number }) =>
    `${count} rows of ${dim} numbers are ${count * dim} numbers, and data holds ${length}. Give data, count and dim of one array.`,
  'projection-option-invalid': ({ option, problem }: { option: string; problem: string }) =>
    `${option}: ${problem}.`,
  'projection-failed': ({ count, problem }: { count: number; problem: string }) =>
    `Laying out ${count} points failed: ${problem}. If memory ran out, give fewer rows or a lower perplexity.`,
};
