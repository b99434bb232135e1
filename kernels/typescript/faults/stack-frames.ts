/** One line of a V8 stack. */
export interface StackFrame {
  /** What ran, as V8 words it: `async Object.read`; empty at the top of a script. */
  readonly caller: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The frames of a stack in V8's usual form ("Stack trace API", v8.dev); lines that are none are left out. */
export function framesOf(stack: string): readonly StackFrame[] {
  return stack.split('\n').flatMap(line => frameOf(line) ?? []);
}

/** Frames of what a cell's own `Error.prepareStackTrace` may leave in `stack`: a list of V8's call sites. */
export function framesOfSites(sites: readonly unknown[]): readonly StackFrame[] {
  return sites.flatMap(site => {
    const file = ask(site, 'getFileName') ?? ask(site, 'getScriptNameOrSourceURL');
    const line = ask(site, 'getLineNumber');
    const column = ask(site, 'getColumnNumber');
    if (typeof file !== 'string' || typeof line !== 'number' || typeof column !== 'number') return [];
    const caller = ask(site, 'getFunctionName');
    return [{ caller: typeof caller === 'string' ? caller : '', file, line, column }];
  });
}

/** `file:line` of a file that the engine could not read; it stands above the name of a SyntaxError. */
export function unreadableFile(stack: string): string | undefined {
  return /^(\S.*:\d+)\n/.exec(stack)?.[1];
}

function frameOf(line: string): StackFrame | undefined {
  const text = /^\s+at (.*)$/.exec(line)?.[1];
  if (text === undefined) return undefined;
  const named = /^(.*?) \((.*)\)$/.exec(text);
  const [, file, row, column] = /^(?:async )?(.*):(\d+):(\d+)$/.exec(place(named?.[2] ?? text)) ?? [];
  if (file === undefined) return undefined;
  const caller = named?.[1] ?? (text.startsWith('async ') ? 'async' : '');
  return { caller, file, line: Number(row), column: Number(column) };
}

/** `eval at f (file:1:2), <anonymous>:3:4` ran where the innermost eval stands. */
function place(text: string): string {
  if (!text.startsWith('eval at ')) return text;
  return /\(([^()]*:\d+:\d+)\)/.exec(text)?.[1] ?? text;
}

function ask(site: unknown, method: string): unknown {
  try {
    return (site as Record<string, (() => unknown) | undefined>)[method]?.();
  } catch {
    return undefined;
  }
}
