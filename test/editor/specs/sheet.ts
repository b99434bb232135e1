import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, saveNotebook, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { explainDiagnoses, loadClip, phantoms } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = [
  ...(await phantoms({ modality: 'chest-xray', finding: 'consolidation', count: 3, seed: 500 })),
  ...(await phantoms({ modality: 'chest-xray', finding: 'pleural effusion', count: 3, seed: 600 })),
];
const explained = await explainDiagnoses(clip, images, {
  Consolidation: ['consolidation of a lung', 'opacity with air bronchograms'],
  'Pleural Effusion': ['blunted costophrenic angle', 'fluid at the base of a lung'],
});
explained`,
  `explained.latest().descriptors['Consolidation'][0]`,
];

/** A sheet in the output frame: themes, an edited text, keys, and the next cell that reads the edit. */
export function sheetSpecs(editor: () => Editor): void {
  let path: string;

  it('draws a sheet in light, dark and high contrast', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'sheet.ipynb', cells);
    await openNotebook(editor(), path);
    const drawn = await runCell(editor(), path, 0, 150_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.sheet+json');
    expect(mimes).toContain('text/html');
    await find('.bar').first().waitFor({ timeout: 60_000 });
    for (const theme of ['Light', 'Dark', 'HighContrast'] as const) {
      await editor().call(async (vscode, preferred) => {
        const settings = vscode.workspace.getConfiguration('workbench');
        await settings.update('colorTheme', settings.get(`preferred${preferred}ColorTheme`), true);
      }, theme);
      const kind = { Light: 'light', Dark: 'dark', HighContrast: 'high-contrast' }[theme];
      await editor().frame().locator(`body.vscode-${kind}`).waitFor({ state: 'attached', timeout: 20_000 });
      await find('.bar').first().waitFor({ timeout: 20_000 });
      await editor().screenshot(`sheet-${kind}`);
    }
    await editor().call(async vscode => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
    });
  });

  it('scores an edited text in the kernel, and the next cell reads it', async () => {
    const field = find('.texts input').first();
    await field.waitFor({ timeout: 60_000 });
    const before = await numbers();
    await field.fill('a normal knee');
    await until('the numbers change', async () => ((await numbers()) !== before ? true : undefined));
    expect(await field.inputValue()).toBe('a normal knee');
    await find('.badge').waitFor({ timeout: 20_000 });
    const read = await runCell(editor(), path, 1, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('a normal knee');
    await find('header .control').first().click();
    await until('the numbers are as they were', async () =>
      (await numbers()) === before ? true : undefined,
    );
  });

  it('is worked by keys, and drawn again from the saved file', async () => {
    const tab = find('[role=tab]').first();
    await tab.focus();
    await tab.press('End');
    await find('[role=tab][aria-selected=true]').last().waitFor({ timeout: 20_000 });
    const cell = find('td.cell').first();
    await cell.focus();
    await cell.press('ArrowRight');
    await find('.readout', ' × ').waitFor({ timeout: 20_000 });
    await saveNotebook(editor(), path);
    await closeAll(editor());
    await openNotebook(editor(), path);
    await find('.bar').first().waitFor({ timeout: 60_000 });
    await closeAll(editor());
  });

  const find = (selector: string, hasText?: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor()
      .frame()
      .locator(`.clip-notebook-sheet ${selector}`, hasText === undefined ? {} : { hasText });
  const numbers = async (): Promise<string> => (await find('.bar .value').allTextContents()).join();
}
