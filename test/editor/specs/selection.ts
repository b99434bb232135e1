import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { gallery, loadClip, phantoms, select, selection, zeroShot } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = [
  ...(await phantoms({ modality: 'chest-xray', seed: 1 })),
  ...(await phantoms({ modality: 'mammogram', seed: 2 })),
];
gallery(images)`,
  `await zeroShot(clip, images, ['a chest X-ray', 'a mammogram'])`,
  `const { images: names, prompts } = selection();
console.log('chosen:', images.map(({ name }) => names.includes(name)).join(' '), '|', prompts.join(', '))`,
  `void select({ images: [images[1]!.name], prompts: [] })`,
];

/** Images and prompts chosen in one output, marked in another, read by the next cell. */
export function selectionSpecs(editor: () => Editor): void {
  let path: string;

  it('marks in another output what is chosen in one, and the next cell reads it', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'selection.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    expect(await runCell(editor(), path, 1, 120_000)).toMatchObject({ success: true });
    await cards('.choose').first().waitFor({ timeout: 60_000 });
    await tiles('.choose').first().waitFor({ timeout: 60_000 });
    expect(await chosen()).toBe('chosen: false false |');
    await tiles('.choose').first().click();
    await until('the card is marked', async () =>
      (await cards('li.chosen').count()) === 1 ? true : undefined,
    );
    expect(await cards('.choice-line').innerText()).toContain('1 image chosen');
    expect(await chosen()).toBe('chosen: true false |');
    await editor().screenshot('selection');
  });

  it('chooses a prompt and lets an image go by keyboard', async () => {
    const bar = cards('.bar', 'a mammogram').first();
    await bar.focus();
    await bar.press(' ');
    expect(await bar.getAttribute('aria-selected')).toBe('true');
    const box = cards('.choose').first();
    await box.focus();
    await box.press('Enter');
    await until('the tile is not marked', async () =>
      (await tiles('.tile.chosen').count()) === 0 ? true : undefined,
    );
    expect(await chosen()).toBe('chosen: false false | a mammogram');
  });

  it('marks what a cell chooses', async () => {
    expect(await runCell(editor(), path, 3, 60_000)).toMatchObject({ success: true });
    await until('both outputs mark it', async () =>
      (await tiles('.tile.chosen').count()) === 1 && (await cards('li.chosen').count()) === 1
        ? true
        : undefined,
    );
    expect(await cards('.bar.chosen').count()).toBe(0);
  });

  it('gives a new kernel what is marked, and Escape clears it everywhere', async () => {
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.restart');
    });
    const fresh = await writeAndRead();
    expect(fresh).toBe('1 image');
    await tiles('.choose').first().focus();
    await tiles('.choose').first().press('Escape');
    await until('nothing is marked', async () => ((await cards('.chosen').count()) === 0 ? true : undefined));
    expect(await writeAndRead()).toBe('0 images');
    await closeAll(editor());
  });

  const tiles = (selector: string): Found => editor().frame().locator(`.clip-notebook-image ${selector}`);
  const cards = (selector: string, hasText?: string): Found =>
    editor()
      .frame()
      .locator(`.clip-notebook-zero-shot ${selector}`, hasText === undefined ? {} : { hasText });
  const chosen = async (): Promise<string> => {
    const { outputs } = await runCell(editor(), path, 2, 60_000);
    return outputs
      .flat()
      .map(({ text }) => text)
      .join('')
      .trim();
  };
  /** A cell that needs nothing of the others: a kernel that was restarted has forgotten them. */
  const writeAndRead = async (): Promise<string> => {
    await editor().call(async vscode => {
      const notebook = vscode.window.activeNotebookEditor!.notebook;
      const source = `import { selection as read } from 'clip-notebook';\nconst many = read().images.length;\nmany === 1 ? '1 image' : many + ' images'`;
      const edit = new vscode.WorkspaceEdit();
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, 'typescript');
      edit.set(notebook.uri, [
        vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(4, notebook.cellCount), [cell]),
      ]);
      await vscode.workspace.applyEdit(edit);
    });
    const { outputs } = await runCell(editor(), path, 4, 60_000);
    return outputs
      .flat()
      .map(({ text }) => text)
      .join('')
      .replace(/^'|'$/g, '');
  };
}

type Found = ReturnType<ReturnType<Editor['frame']>['locator']>;
