import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, type SavedNotebook } from '../driver/notebooks.ts';
import { revealCell, revealDrawn, seenViews, themeNames, useTheme } from '../driver/views.ts';

const samples = fileURLToPath(new URL('../../../samples/', import.meta.url));
const names = (await readdir(samples)).filter(name => /^0[1-4].*\.ipynb$/.test(name));

/** The samples of the plots as they lie in the package, opened and read from end to end in each theme: nothing runs. */
export function sampleThemeSpecs(editor: () => Editor): void {
  let folder: string;
  beforeAll(async () => {
    folder = join(editor().folder, 'saved-samples');
    await cp(samples, folder, { recursive: true });
    await closeAll(editor());
    await editor().page.mouse.move(5, 400);
    await editor().page.setViewportSize({ width: 1280, height: 1800 });
  });
  afterAll(async () => {
    await closeAll(editor());
    await useTheme(editor(), undefined);
    await editor().page.setViewportSize({ width: 1280, height: 960 });
  });

  it.each(names)('draws every view of %s in light, dark and high contrast', async name => {
    const path = join(folder, name);
    const saved = viewsOf(JSON.parse(await readFile(path, 'utf8')) as SavedNotebook);
    const cells = [...new Set(saved.map(({ cell }) => cell))];
    await closeAll(editor());
    await openNotebook(editor(), path);
    await revealDrawn(editor(), cells[0]!);
    for (const theme of themeNames) {
      await revealCell(editor(), cells[0]!);
      await useTheme(editor(), theme);
      for (const cell of cells) {
        await revealDrawn(editor(), cell);
        if (saved.some(each => each.cell === cell && !small.includes(each.view)))
          await editor().screenshot(`${name.slice(0, 2)}-cell-${cell + 1}-${theme}`);
      }
      const seen = (await seenViews(editor())).map(({ view }) => view).sort();
      expect(seen).toEqual(saved.map(({ view }) => view).sort());
    }
  });
}

/** Views that are in most pictures anyway. */
const small = ['table', 'progress', 'image'];

function viewsOf({ cells }: SavedNotebook): { cell: number; view: string }[] {
  return cells.flatMap(({ outputs = [] }, cell) =>
    outputs
      .flatMap(({ data = {} }) => Object.keys(data))
      .flatMap(mime => /^application\/vnd\.clip-notebook\.([\w-]+)\+json$/.exec(mime)?.[1] ?? [])
      .map(view => ({ cell, view })),
  );
}
