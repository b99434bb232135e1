import type { ModelChoices } from '../../kernels/protocol/kernel/methods.ts';

/** Metadata of a notebook as the editor holds it: what the file has under `metadata` is nested under the same name. */
export type NotebookMetadata = Readonly<Record<string, unknown>>;

export const notebookType = 'jupyter-notebook';
export const controllerId = 'clip-notebook';
export const extensionId = 'clip-notebook.clip-notebook';
export const controllerLabel = 'CLIP Notebook (TypeScript)';
export const cellLanguage = 'typescript';

const choicesKey = 'clip-notebook';
const kernelspec = { name: controllerId, display_name: controllerLabel, language: cellLanguage };
const languageInfo = { name: cellLanguage, file_extension: '.ts' };

/** `ours`: the notebook names this kernel; `other`: another one; `none`: no kernel at all. */
export function kernelOf(metadata: NotebookMetadata): 'ours' | 'other' | 'none' {
  const spec = recordOf(fileMetadata(metadata)['kernelspec']);
  const name = spec['name'];
  if (typeof name !== 'string' || name === '') return 'none';
  return name === kernelspec.name ? 'ours' : 'other';
}

/** With our kernel and language written in; the same object if they were there. */
export function withOurKernel(metadata: NotebookMetadata): NotebookMetadata {
  const file = fileMetadata(metadata);
  const language = recordOf(file['language_info']);
  if (kernelOf(metadata) === 'ours' && language['name'] === cellLanguage) return metadata;
  return { ...metadata, metadata: { ...file, kernelspec, language_info: languageInfo } };
}

/** What the user chose for this notebook. Anything that is not a non-empty string counts as not chosen. */
export function choicesOf(metadata: NotebookMetadata): ModelChoices {
  const kept = recordOf(fileMetadata(metadata)[choicesKey]);
  return { model: textOf(kept['model']), device: textOf(kept['device']) };
}

/** With `choices` over those that were there. */
export function withChoices(metadata: NotebookMetadata, choices: ModelChoices): NotebookMetadata {
  const file = fileMetadata(metadata);
  const kept = { ...recordOf(file[choicesKey]), ...choices };
  return { ...metadata, metadata: { ...file, [choicesKey]: kept } };
}

/** Metadata of a notebook that was never saved. */
export function newMetadata(choices: ModelChoices = {}): NotebookMetadata {
  const start = withOurKernel({ metadata: {} });
  return Object.values(choices).some(choice => choice !== undefined) ? withChoices(start, choices) : start;
}

function fileMetadata(metadata: NotebookMetadata): Readonly<Record<string, unknown>> {
  return recordOf(metadata['metadata']);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
