/** Drawing phantoms. */
export const phantomFailures = {
  'phantom-modality-unknown': ({ modality, known }: { modality: string; known: string }) =>
    `There is no phantom called ${modality}. Known are ${known}.`,
  'phantom-finding-unknown': ({
    modality,
    finding,
    known,
  }: {
    modality: string;
    finding: string;
    known: string;
  }) => `A phantom ${modality} cannot show ${finding}. It can show ${known}.`,
  'phantom-request-invalid': ({ what, problem }: { what: string; problem: string }) =>
    `A phantom with ${what} cannot be drawn: ${problem}.`,
  'phantom-worker-died': ({ name, problem }: { name: string; problem: string }) =>
    `The thread that was drawing ${name} was lost (${problem}). Ask for a smaller size or fewer workers.`,
};
