/** Running encoders. */
export const runtimeFailures = {
  'device-unavailable': ({ device, reason }: { device: string; reason: string }) =>
    `The device ${device} cannot be used here: ${reason}. Use --device auto or cpu.`,
  'encoder-failed': ({ model, problem }: { model: string; problem: string }) =>
    `${model} could not be run: ${problem}.`,
  cancelled: ({ what }: { what: string }) => `${what} was cancelled.`,
};
