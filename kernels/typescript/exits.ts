/** How code of a cell ended the process. */
export interface Exits {
  /** Ends the kernel itself. */
  readonly leave: (code: number) => never;
}

/** Makes `process.exit` and `process.abort` tell, by `leaving`, that it was a cell that ended the process. */
export function watchExits(leaving: (how: 'exit' | 'abort', code: number) => void): Exits {
  const exit = process.exit.bind(process);
  let told = false;
  const tell = (how: 'exit' | 'abort', code: number): void => {
    if (!told) leaving(how, code);
    told = true;
  };
  process.exit = code => {
    const given = Number(code ?? process.exitCode ?? 0);
    tell('exit', Number.isInteger(given) ? given : 1);
    return exit(code);
  };
  process.abort = () => {
    tell('abort', 134);
    return exit(134);
  };
  return {
    leave: code => {
      told = true;
      return exit(code);
    },
  };
}
