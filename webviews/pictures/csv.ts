/** Undefined and NaN are cells without a value. */
export type CsvCell = string | number | boolean | undefined;

/**
 * A table as RFC 4180 has it: a header, comma, double quotes, CRLF; UTF-8 once it is written, without a byte order mark. Numbers
 * keep all their digits. Texts that a spreadsheet would take for a formula get an apostrophe in front, as spreadsheets themselves
 * write text (OWASP: CSV injection); so do texts that would then look like it, so that `plainText` gives every text back.
 */
export function csvText(head: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [head, ...rows].map(cells => cells.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** The text of a cell as it was before `csvText`, without the apostrophe that keeps it from being a formula. */
export function plainText(cell: string): string {
  return kept.test(cell) ? cell.slice(1) : cell;
}

/** A number of a float32 array with the fewest digits that give it back. */
export function float32Value(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const brief = Number(value.toPrecision(digits));
    if (Math.fround(brief) === value) return brief;
  }
  return value;
}

/** What begins a formula, wide forms of East Asian keyboards too; apostrophes before it do not count. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const kept = /^'+[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function cellText(cell: CsvCell): string {
  if (cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
