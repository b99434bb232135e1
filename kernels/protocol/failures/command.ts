/** The command line. */
export const commandFailures = {
  'output-unwritable': ({ path, problem }: { path: string; problem: string }) =>
    `${path} cannot be written: ${problem}. Choose another --output.`,
  'argument-invalid': ({ argument, problem }: { argument: string; problem: string }) =>
    `${argument}: ${problem}.`,
};
