import { workspace } from 'vscode';
import type { NotebookDocument } from 'vscode';
import type { ModelChoices } from '../../kernels/protocol/kernel/methods.ts';
import { choicesOf } from '../notebook/metadata.ts';

/** What a cell's `loadClip()` takes: chosen for the notebook, else the user's setting. */
export function effectiveChoices(notebook: NotebookDocument): ModelChoices {
  const settings = workspace.getConfiguration('clip-notebook', notebook.uri);
  const { model, device } = choicesOf(notebook.metadata);
  return {
    model: model ?? settings.get<string>('defaultModel', 'builtin'),
    device: device ?? settings.get<string>('defaultDevice', 'auto'),
  };
}

/** Variables that the user adds to the environment of kernels, such as `HF_HOME`. */
export function kernelEnvironment(notebook: NotebookDocument): Record<string, string> {
  const settings = workspace.getConfiguration('clip-notebook', notebook.uri);
  const added = settings.get<Record<string, unknown>>('environment', {});
  return Object.fromEntries(
    Object.entries(added).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
