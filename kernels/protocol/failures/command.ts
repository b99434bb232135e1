/** The command line. */
export const commandFailures = {
  'output-unwritable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be written: ${problem}. Choose another --output.`,
  'argument-invalid': ({ argument, problem }: { argument: string; problem: string }) =>
    `${argument}: ${problem}.`,
  'notebook-unreadable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be read: ${problem}. Give the path of a notebook (.ipynb).`,
  'notebook-not-json': ({
    path,
    line,
    column,
    problem,
  }: {
    path: string;
    line: number;
    column: number;
    problem: string;
  }) =>
    `${path} is not JSON at line ${line}, column ${column}: ${problem}. Mend that place in a text editor, or take the file's last good version.`,
  'notebook-foreign': ({ path, problem, remedy }: { path: string; problem: string; remedy: string }) =>
    `${path} is not a notebook this version can run: ${problem}. ${remedy}`,
  'notebook-language': ({ path, position, language }: { path: string; position: number; language: string }) =>
    `Cell ${position} of ${path} is ${language}, and this kernel runs TypeScript. Change the cell's language, or run the notebook with a kernel for ${language}.`,
  'parameter-invalid': ({ name, problem }: { name: string; problem: string }) => `--set ${name}: ${problem}.`,
  'parameters-absent': ({ path }: { path: string }) =>
    `${path} has no code cell tagged parameters, so --set has nothing to replace. Tag the cell that declares them (metadata.tags: ["parameters"]).`,
  'parameter-unknown': ({ names, path, known }: { names: string; path: string; known: string }) =>
    `The parameters cell of ${path} does not declare ${names}. It declares ${known}.`,
  'cell-failed': ({ path, position, problem }: { path: string; position: number; problem: string }) =>
    `Cell ${position} of ${path} failed: ${problem}. Cells after it were not run.`,
  'cell-timeout': ({ path, position, seconds }: { path: string; position: number; seconds: number }) =>
    `Cell ${position} of ${path} ran longer than ${seconds} s and was stopped. Cells after it were not run. Give more time with --timeout.`,
};
