import { readFileSync } from 'node:fs';
import { until, type Editor } from './editor.ts';

const program = readFileSync(new URL('seen-views.mjs', import.meta.url), 'utf8');

/** A view of ours in the output frame. */
export interface SeenView {
  readonly view: string;
  readonly inSight: boolean;
  /** Why it is not drawn as it should be, read from its marks and pixels. */
  readonly problem?: string;
}

/** Every view that the output frame holds, in sight or scrolled away. */
export async function seenViews(editor: Editor): Promise<SeenView[]> {
  const body = editor.frame().locator('body');
  await body.evaluate(`globalThis.seenViews ?? (0, eval)(${JSON.stringify(`{${program}}`)})`);
  return body.evaluate('seenViews()');
}

/** Scrolls to cell `index` and waits until views are in sight and all of those are drawn. */
export async function revealDrawn(editor: Editor, index: number): Promise<void> {
  await revealCell(editor, index);
  await until(`the views of cell ${index + 1} are drawn`, async () => {
    const inSight = (await seenViews(editor)).filter(view => view.inSight);
    if (inSight.length === 0) throw new Error('no view is in sight');
    const poor = inSight.find(({ problem }) => problem !== undefined);
    if (poor) throw new Error(`${poor.view}: ${poor.problem}`);
    return true;
  });
}

export function revealCell(editor: Editor, index: number): Promise<void> {
  return editor.call((vscode, at) => {
    const shown = vscode.window.activeNotebookEditor;
    if (!shown) throw new Error('no notebook is shown');
    shown.revealRange(new vscode.NotebookRange(at, at + 1), vscode.NotebookEditorRevealType.AtTop);
  }, index);
}

export const themeNames = ['light', 'dark', 'high-contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Gives the window a theme, and waits until outputs have it; undefined is the theme it started with. */
export async function useTheme(editor: Editor, theme: ThemeName | undefined): Promise<void> {
  const preferred =
    theme && ({ light: 'Light', dark: 'Dark', 'high-contrast': 'HighContrast' } as const)[theme];
  await editor.call(async (vscode, name) => {
    const settings = vscode.workspace.getConfiguration('workbench');
    const value = name === null ? undefined : settings.get(`preferred${name}ColorTheme`);
    await settings.update('colorTheme', value, true);
  }, preferred ?? null);
  if (theme)
    await editor.frame().locator(`body.vscode-${theme}`).waitFor({ state: 'attached', timeout: 20_000 });
}
