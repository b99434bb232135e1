/** The kernel process and its cells. */
export const kernelFailures = {
  'kernel-version': ({ host, kernel }: { host: string; kernel: string }) =>
    `The kernel is of version ${kernel}, the editor's part of version ${host}. Reload the window, so that both come from one installation.`,
  'kernel-lost': ({ reason }: { reason: string }) =>
    `The kernel ended: ${reason} Run the cells again; a new kernel starts with the first.`,
};
