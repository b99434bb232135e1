import type { WorkbenchPrompt, WorkbenchState, WorkbenchTarget } from '../../webviews/protocol/workbench.ts';

/** What a notebook starts with: no prompts yet, and pictures of every kind to hold them against. */
export const firstState: WorkbenchState = {
  prompts: [],
  target: { kind: 'phantoms', modality: '', count: 6 },
  show: 'fit',
};

/** A kept state as this version knows it; what it does not know becomes what a notebook starts with. */
export function stateFrom(kept: unknown): WorkbenchState {
  if (!isRecord(kept)) return firstState;
  const { prompts, target, show } = kept;
  return {
    prompts: Array.isArray(prompts) ? prompts.filter(isPrompt) : [],
    target: isTarget(target) ? target : firstState.target,
    show: show === 'variants' || show === 'alike' ? show : 'fit',
  };
}

function isPrompt(value: unknown): value is WorkbenchPrompt {
  return isRecord(value) && ['text', 'class', 'variant'].every(name => typeof value[name] === 'string');
}

function isTarget(value: unknown): value is WorkbenchTarget {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'variable':
      return typeof value['name'] === 'string';
    case 'folder':
      return typeof value['path'] === 'string';
    case 'phantoms':
      return typeof value['modality'] === 'string' && Number.isSafeInteger(value['count']);
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
