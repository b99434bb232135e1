import type { KernelStatus, ModelChoices } from '../../kernels/protocol/kernel/methods.ts';

/** What the status bar says of a notebook: `builtin · cpu · 412 MB`. */
export interface StatusText {
  readonly text: string;
  /** One line a fact. */
  readonly details: readonly string[];
}

/** @param status Undefined while no kernel runs. */
export function statusText(choices: ModelChoices, status: KernelStatus | undefined): StatusText {
  const held = status?.models.at(-1);
  const model = held?.name ?? choices.model ?? 'builtin';
  const device = held?.device ?? choices.device ?? 'auto';
  const memory = status && `${Math.round(status.residentBytes / 2 ** 20)} MB`;
  return {
    text: [shortName(model), device, memory].filter(part => part !== undefined).join(' · '),
    details: [
      `Chosen for this notebook: ${choices.model ?? 'builtin'} on ${choices.device ?? 'auto'}`,
      ...(status?.models ?? []).map(each => `Loaded: ${each.name} on ${each.device}, ${each.precision}`),
      status
        ? `Kernel: ${status.running ? 'runs a cell' : 'waits'}, ${memory ?? ''} of memory`
        : 'Kernel: starts with the first cell',
    ],
  };
}

/** A path or hub id by its last part, at most 32 characters. */
function shortName(model: string): string {
  const last = model.split(/[\\/]/).filter(Boolean).at(-1) ?? model;
  return last.length > 32 ? `${last.slice(0, 31)}…` : last;
}
