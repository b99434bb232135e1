import { expect, it } from 'vitest';
import type { Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { compareEmbeddingMaps, loadClip, tripletTests } from 'clip-notebook';
const clip = await loadClip('builtin');
const organs = ['liver', 'lung', 'kidney', 'colon', 'pancreas', 'brain'];
const labels = organs.flatMap(organ => [organ, organ + ' tumor', organ + ' cyst']);
const letters = texts => ({
  data: Float32Array.from(texts.flatMap(text => Array.from({ length: 26 }, (_, at) => text.split(String.fromCharCode(97 + at)).length - 1))),
  count: texts.length,
  dim: 26,
});
const maps = await compareEmbeddingMaps({ builtin: clip, letters }, labels, {
  groups: labels.map(label => label.split(' ')[0]),
  perplexity: 4,
});
maps;`,
  `const tests = await tripletTests({ builtin: clip, letters });
tests;`,
  `console.log('chosen: ' + maps.selection.names.join(' | ') + '; failed: ' + tests.failed('letters').length);`,
];

/** The text-encoder workbench in the notebook's output frame: maps that compare, and a sheet. */
export function textEncoderSpecs(editor: () => Editor): void {
  let path: string;
  const frame = (): ReturnType<Editor['frame']> => editor().frame();

  it('draws the maps of two encoders, and marks a label of one in the other', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'text-encoder.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    await frame().locator('.pane[data-painter]').nth(1).waitFor({ timeout: 60_000 });
    const pane = frame().locator('.pane').nth(1);
    await pane.focus();
    await pane.press('Home');
    await frame().locator('.details h5').nth(1).waitFor({ timeout: 20_000 });
    expect(await frame().locator('.details h4').textContent()).toBe('liver');
    expect(await frame().locator('.details h5').allTextContents()).toEqual(['builtin', 'letters']);
    expect(await frame().locator('.agreements tbody tr').count()).toBe(1);
    await pane.press(' ');
    await frame().locator('.selection', { hasText: '1 point selected' }).waitFor({ timeout: 20_000 });
    await editor().screenshot('map-comparison');
  });

  it('draws the triplet tests of both as a sheet', async () => {
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    expect(drawn.outputs.flat().map(({ mime }) => mime)).toContain(
      'application/vnd.clip-notebook.sheet+json',
    );
    await editor().call(vscode => {
      const shown = vscode.window.activeNotebookEditor;
      shown?.revealRange(new vscode.NotebookRange(1, 2), vscode.NotebookEditorRevealType.AtTop);
    });
    await frame().getByText('Right triplets by kind').last().waitFor({ timeout: 60_000 });
    await editor().screenshot('triplet-tests');
  });

  it('gives what was chosen and what failed to the next cell', async () => {
    const next = await runCell(editor(), path, 2, 60_000);
    expect(next).toMatchObject({ success: true });
    const said = next.outputs
      .flat()
      .map(({ text }) => text)
      .join('');
    expect(said).toMatch(/chosen: liver; failed: [1-9]\d*/);
  });
}
