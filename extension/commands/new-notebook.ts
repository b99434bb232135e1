import { NotebookCellData, NotebookCellKind, NotebookData, window, workspace } from 'vscode';
import { cellLanguage, newMetadata, notebookType } from '../notebook/metadata.ts';

const welcome =
  '# New CLIP notebook\n\nCells are TypeScript and share their variables. `builtin` is a small model that needs no download; ' +
  'choose another with the status bar.';

const firstCell = `import { loadClip } from 'clip-notebook';

const clip = await loadClip();
const { data, dim } = await clip.encodeText(['a chest X-ray', 'a mammogram']);
\`\${data.length / dim} prompts of \${dim} dimensions\``;

/** An unsaved notebook with our metadata, a heading and a cell that runs. */
export async function newNotebook(): Promise<void> {
  const data = new NotebookData([
    new NotebookCellData(NotebookCellKind.Markup, welcome, 'markdown'),
    new NotebookCellData(NotebookCellKind.Code, firstCell, cellLanguage),
  ]);
  data.metadata = { ...newMetadata() };
  await window.showNotebookDocument(await workspace.openNotebookDocument(notebookType, data));
}
