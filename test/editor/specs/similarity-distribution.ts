import { expect, it } from 'vitest';
import type { Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { commonDiseases, loadClip, similarityDistributions } from 'clip-notebook';
const clip = await loadClip('builtin');
const { lung, skin, bone } = commonDiseases;
const distributions = await similarityDistributions(clip, { lung, skin, bone }, { resamples: 50, randomGroups: 20 });
distributions;`,
  `[distributions.listed().length === distributions.pairs().length, distributions.listed().length]`,
];

/** Survey Fig. 16 as a reader works with it: themes, the pairs of the overlap, keys. */
export function similarityDistributionSpecs(editor: () => Editor): void {
  let path: string;

  it('draws similarity distributions in light, dark and high contrast', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'distributions.ipynb', cells);
    await openNotebook(editor(), path);
    const drawn = await runCell(editor(), path, 0, 150_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.similarity-distribution+json');
    expect(mimes).toContain('application/vnd.plotly.v1+json');
    expect(mimes.some(mime => ['image/png', 'image/svg+xml'].includes(mime))).toBe(true);
    await region().waitFor({ timeout: 60_000 });
    for (const theme of ['Light', 'Dark', 'HighContrast'] as const) {
      await editor().call(async (vscode, preferred) => {
        const settings = vscode.workspace.getConfiguration('workbench');
        await settings.update('colorTheme', settings.get(`preferred${preferred}ColorTheme`), true);
      }, theme);
      const kind = { Light: 'light', Dark: 'dark', HighContrast: 'high-contrast' }[theme];
      await editor().frame().locator(`body.vscode-${kind}`).waitFor({ state: 'attached', timeout: 20_000 });
      await region().waitFor({ timeout: 20_000 });
      await editor().screenshot(`similarity-distribution-${kind}`);
    }
    await editor().call(async vscode => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
    });
  });

  it('lists all pairs of the overlap when it is clicked, and hands them to the next cell', async () => {
    await region().click();
    const status = editor().frame().locator('.pairs-list [role=status]');
    await status.filter({ hasText: /^All [\d,]+ pairs with cosine/ }).waitFor({ timeout: 60_000 });
    const listed = Number(
      /^All ([\d,]+) pairs/.exec((await status.textContent()) ?? '')![1]!.replace(',', ''),
    );
    expect(listed).toBeGreaterThan(200);
    await editor().frame().getByLabel('Filter pairs of builtin').fill('carcinoma lung');
    await status.filter({ hasText: 'found among all' }).waitFor({ timeout: 20_000 });
    const rows = await editor().frame().locator('.pairs-list tbody tr').allInnerTexts();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(row => row.includes('carcinoma') && row.includes('lung'))).toBe(true);
    await editor().screenshot('similarity-distribution-pairs');
    const { success, outputs } = await runCell(editor(), path, 1, 60_000);
    expect(success).toBe(true);
    expect(
      outputs
        .flat()
        .map(({ text }) => text)
        .join(' '),
    ).toMatch(new RegExp(`true.*\\b${listed}\\b`, 's'));
  });

  it('is read and worked by keys', async () => {
    const cursor = editor().frame().getByRole('application').first();
    await cursor.focus();
    await cursor.press('Home');
    await cursor.press('ArrowRight');
    await editor()
      .frame()
      .locator('.chart [aria-live]', { hasText: /^cosine/ })
      .first()
      .waitFor({ state: 'attached' });
    await region().focus();
    await region().press('Enter');
    await editor().frame().locator('.pairs-list').waitFor({ state: 'detached', timeout: 20_000 });
    await region().press('Enter');
    await editor().frame().locator('.pairs-list').waitFor({ timeout: 20_000 });
    await closeAll(editor());
  });

  const region = (): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator('.region').first();
}
