/** A notebook as it stands in its file (nbformat 4). Fields that are not named here are kept as they are. */
export interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: JsonObject;
  readonly cells: readonly NotebookCell[];
  readonly [field: string]: unknown;
}

/** A cell as it stands in its file. */
export interface NotebookCell {
  readonly cell_type: 'code' | 'markdown' | 'raw';
  readonly source: Lines;
  readonly metadata: JsonObject;
  readonly id?: string;
  readonly [field: string]: unknown;
}

/** An output of a code cell, as nbformat 4 writes it. */
export type NotebookOutput =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: Lines }
  | { readonly output_type: 'display_data'; readonly data: MimeBundle; readonly metadata: JsonObject }
  | {
      readonly output_type: 'execute_result';
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
      readonly execution_count: number | null;
    }
  | {
      readonly output_type: 'error';
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** Text as a list of lines, pictures as base64, JSON types as values. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export type JsonObject = Readonly<Record<string, unknown>>;

/** Text, whole or as lines that keep their ends. */
export type Lines = string | readonly string[];

/** The text of a source or a text output. */
export function textOf(lines: Lines): string {
  return typeof lines === 'string' ? lines : lines.join('');
}

/** `text` as lines that keep their ends, the way notebooks store it. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** `metadata.tags`. */
export function tagsOf(cell: NotebookCell): readonly string[] {
  const { tags } = cell.metadata;
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string') : [];
}

/** Whether `value` is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
