import type TypeScript from 'typescript';
import { failure } from '../../protocol/failures/index.ts';
import { linesOf, tagsOf, textOf, type Notebook, type NotebookCell } from './notebook/notebook.ts';

/** A value for a variable of the cell tagged `parameters`; `json` is its text, which is TypeScript as it stands. */
export interface Parameter {
  readonly name: string;
  readonly json: string;
}

interface Declared {
  readonly keyword: 'const' | 'let' | 'var';
  /** With its colon, or nothing. */
  readonly type: string;
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * One `NAME=JSON` of the command line.
 * @throws Failure `parameter-invalid`.
 */
export function parseParameter(option: string): Parameter {
  const cut = option.indexOf('=');
  const name = cut < 0 ? option : option.slice(0, cut);
  if (cut < 0) throw failure('parameter-invalid', { name, problem: 'a value is missing: NAME=JSON' });
  if (!identifier.test(name)) {
    throw failure('parameter-invalid', { name, problem: 'that is not the name of a variable' });
  }
  const text = option.slice(cut + 1);
  try {
    return { name, json: JSON.stringify(JSON.parse(text)) };
  } catch (error) {
    const problem = `${text || 'nothing'} is not JSON; text needs its own double quotes: --set '${name}=${JSON.stringify(text)}'`;
    throw failure('parameter-invalid', { name, problem }, error);
  }
}

/**
 * The notebook with a cell tagged `injected-parameters` behind the cell tagged `parameters`, in place of an earlier one, as
 * papermill does (`papermill/parameterize.py`).
 * @throws Failure `parameters-absent` or `parameter-unknown`.
 */
export async function injectParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  path: string,
): Promise<Notebook> {
  if (parameters.length === 0) return notebook;
  const rest = notebook.cells.filter(cell => !tagsOf(cell).includes('injected-parameters'));
  const at = rest.findIndex(cell => cell.cell_type === 'code' && tagsOf(cell).includes('parameters'));
  if (at < 0) throw failure('parameters-absent', { path });
  const declared = await declarations(textOf(rest[at]!.source));
  const unknown = parameters.filter(({ name }) => !declared.has(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    throw failure('parameter-unknown', { names, path, known: [...declared.keys()].join(', ') || 'nothing' });
  }
  const latest = new Map(parameters.map(({ name, json }) => [name, json]));
  const lines = [...latest].map(([name, json]) => {
    const { keyword, type } = declared.get(name)!;
    return `${keyword} ${name}${type} = ${json};`;
  });
  const injected = injectedCell(notebook, ['// Given with --set', ...lines].join('\n'));
  return { ...notebook, cells: [...rest.slice(0, at + 1), injected, ...rest.slice(at + 1)] };
}

function injectedCell(notebook: Notebook, source: string): NotebookCell {
  const hasIds = notebook.nbformat_minor >= 5;
  return {
    cell_type: 'code',
    ...(hasIds && { id: 'injected-parameters' }),
    metadata: { tags: ['injected-parameters'] },
    source: linesOf(source),
    execution_count: null,
    outputs: [],
  };
}

/** The variables that the top level of a cell declares. */
async function declarations(source: string): Promise<Map<string, Declared>> {
  // Most commands do without the compiler, which takes a fifth of a second to load.
  const { default: ts } = await import('typescript');
  const found = new Map<string, Declared>();
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, false);
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const { flags, declarations: list } = statement.declarationList;
    const keyword = flags & ts.NodeFlags.Const ? 'const' : flags & ts.NodeFlags.Let ? 'let' : 'var';
    for (const { name, type } of list) {
      const typeText = type && ts.isIdentifier(name) ? `: ${type.getText(file)}` : '';
      for (const each of namesIn(ts, name)) found.set(each, { keyword, type: typeText });
    }
  }
  return found;
}

function namesIn(ts: typeof TypeScript, name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? namesIn(ts, element.name) : []));
}
