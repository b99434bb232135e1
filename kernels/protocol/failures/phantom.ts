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
    `${what} cannot be drawn: ${problem}.`,
  'phantom-detail-unknown': ({
    modality,
    finding,
    value,
    known,
  }: {
    modality: string;
    finding: string;
    value: string;
    known: string;
  }) => `In a phantom ${modality}, ${finding} cannot be "${value}". ${known}.`,
  'phantom-worker-died': ({ name, problem }: { name: string; problem: string }) =>
    `The thread that was drawing ${name} was lost (${problem}). Ask for a smaller size or fewer workers.`,
};
