/** Measuring: scores, labels, similarities and the statistics of embeddings. */
export const analysisFailures = {
  'values-empty': ({ what }: { what: string }) =>
    `${what} has no values, so nothing can be measured. Give at least one.`,
  'values-unequal': ({
    left,
    leftCount,
    right,
    rightCount,
  }: {
    left: string;
    leftCount: number;
    right: string;
    rightCount: number;
  }) => `${left} has ${leftCount} values and ${right} has ${rightCount}. Give one of each for every case.`,
  'value-invalid': ({
    what,
    position,
    value,
    expected,
  }: {
    what: string;
    position: number;
    value: string;
    expected: string;
  }) =>
    `${what} is ${value} at position ${position}, where ${expected} is needed. Mend or leave out that case.`,
  'option-invalid': ({ option, value, expected }: { option: string; value: string; expected: string }) =>
    `${option} is ${value}. Give ${expected}.`,
  'embeddings-differ': ({ left, right }: { left: string; right: string }) =>
    `Embeddings of ${left} and of ${right} cannot be compared. Encode both with the same model.`,
  'embedding-invalid': ({ id, problem }: { id: string; problem: string }) =>
    `The embedding of "${id}" ${problem}, so it has no direction to compare. Encode it again or leave it out.`,
  'pairs-too-few': ({ groups }: { groups: string }) =>
    `There are no two prompts to compare in ${groups}. Give at least two prompts in all.`,
};
