/** Running encoders. */
export const runtimeFailures = {
  'device-unavailable': ({ device, reason }: { device: string; reason: string }) =>
    `The device ${device} cannot be used here: ${reason}. Use --device auto or cpu.`,
  'encoder-failed': ({ model, problem }: { model: string; problem: string }) =>
    `${model} could not be run: ${problem}.`,
  'array-unreadable': ({ name, problem }: { name: string; problem: string }) =>
    `${name} cannot be read as an array: ${problem}. Save it with numpy.save as float32 or float64, or encode again.`,
  cancelled: ({ what }: { what: string }) => `${what} was cancelled.`,
};
