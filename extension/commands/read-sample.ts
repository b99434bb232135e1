/** A sample notebook as its file has it. */
export interface Sample {
  /** Its first heading; the name of its file without one. */
  readonly title: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly SampleCell[];
}

export interface SampleCell {
  readonly kind: 'code' | 'markdown';
  readonly source: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Reads an `.ipynb` without its outputs. @throws if it is not a notebook of format 4. */
export function readSample(text: string, name: string): Sample {
  const file: unknown = JSON.parse(text);
  if (!isRecord(file) || !Array.isArray(file['cells'])) throw new TypeError('not a notebook');
  const cells = file['cells'].filter(isRecord).map(sampleCell);
  const heading = cells.flatMap(cell => (cell.kind === 'markdown' ? [/^#\s+(.+)$/m.exec(cell.source)] : []));
  return {
    title: heading.find(found => found !== null)?.[1]?.trim() ?? name.replace(/\.ipynb$/, ''),
    metadata: isRecord(file['metadata']) ? file['metadata'] : {},
    cells,
  };
}

function sampleCell(cell: Readonly<Record<string, unknown>>): SampleCell {
  const source = cell['source'];
  return {
    kind: cell['cell_type'] === 'code' ? 'code' : 'markdown',
    source: Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : '',
    metadata: isRecord(cell['metadata']) ? cell['metadata'] : {},
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
