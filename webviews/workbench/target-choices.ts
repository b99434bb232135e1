import type { WorkbenchSources, WorkbenchTarget } from '../protocol/workbench.ts';

/** A row of the list that prompts are held against. */
export interface TargetChoice {
  readonly label: string;
  /** Undefined: a folder is to be picked. */
  readonly target: WorkbenchTarget | undefined;
}

/** Variables first, then kinds of phantoms, then folders. What is chosen is among them even if the kernel does not know it. */
export function targetChoices(
  sources: WorkbenchSources | undefined,
  chosen: WorkbenchTarget,
): TargetChoice[] {
  const { variables = [], phantoms = [] } = sources ?? {};
  const count = chosen.kind === 'phantoms' ? chosen.count : 6;
  const choices: TargetChoice[] = [
    ...variables.map(variable => ({
      label: `${variable.name}: ${variable.count} ${variable.holds === 'embeddings' ? 'rows' : variable.holds}`,
      target: { kind: 'variable', name: variable.name } as const,
    })),
    ...['', ...phantoms].map(modality => ({
      label: modality === '' ? 'phantoms of every kind' : `phantoms: ${modality}`,
      target: { kind: 'phantoms', modality, count } as const,
    })),
  ];
  if (!choices.some(({ target }) => target && sameTarget(target, chosen)))
    choices.unshift({ label: missingLabel(chosen), target: chosen });
  return [...choices, { label: 'A folder of images…', target: undefined }];
}

export function sameTarget(left: WorkbenchTarget, right: WorkbenchTarget): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function missingLabel(target: WorkbenchTarget): string {
  switch (target.kind) {
    case 'variable':
      return `${target.name} (not there now)`;
    case 'folder':
      return `folder ${target.path.split(/[/\\]/).at(-1) ?? target.path}`;
    case 'phantoms':
      return `phantoms: ${target.modality}`;
  }
}
