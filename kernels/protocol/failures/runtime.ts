/** Running encoders. */
export const runtimeFailures = {
  'device-unavailable': ({ device, reason }: { device: string; reason: string }) =>
    `The device ${device} cannot be used here: ${reason}. Use --device auto or cpu.`,
  'encoder-failed': ({ model, device, problem }: { model: string; device: string; problem: string }) =>
    `${model} could not be loaded on ${device}: ${problem}. Try --device cpu, or --dtype fp32 if another was asked for.`,
  'array-unreadable': ({ name, problem }: { name: string; problem: string }) =>
    `${name} cannot be read as an array: ${problem}. Save it with numpy.save as float32 or float64, or encode again.`,
  cancelled: ({ what }: { what: string }) => `${what} was cancelled.`,
};
