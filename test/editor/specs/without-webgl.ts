import { expect, it } from 'vitest';
import type { Editor } from '../driver/editor.ts';
import { closeAll, errorOf, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';
import { drawLasso } from '../driver/pointer.ts';
import { revealDrawn, useTheme } from '../driver/views.ts';

const cell = `import { embeddingMap, loadClip } from 'clip-notebook';
const clip = await loadClip('builtin');
const words = await clip.encodeText(['liver']);
const map = await embeddingMap({
  ...words,
  count: 3000,
  dim: 4,
  ids: Array.from({ length: 3000 }, (_, point) => 'point ' + point),
  data: Float32Array.from({ length: 12_000 }, (_, at) => Math.sin(at % 28) + 0.1 * Math.sin(at * at)),
}, { method: 'pca', groups: Array.from({ length: 3000 }, (_, point) => 'group ' + (point % 7)) });
map`;

/** A browser whose WebGL is off, as on many Linux desktops. */
export function withoutWebglSpecs(editor: () => Editor): void {
  it('draws a map of 3,000 points without WebGL, points at one and gives a lasso to the next cell', async () => {
    const window = await editor().another({ webgl: false });
    try {
      const path = await writeNotebook(window, 'without-webgl.ipynb', [cell, 'map.selection.names.length']);
      await openNotebook(window, path);
      const ran = await runCell(window, path, 0, 120_000);
      expect({ ...ran, fault: errorOf(ran) }).toMatchObject({ success: true });
      await window.page.setViewportSize({ width: 1280, height: 1300 });
      await revealDrawn(window, 0);
      const body = window.frame().locator('body');
      expect(await body.evaluate('document.createElement("canvas").getContext("webgl2")')).toBeNull();
      const pane = window.frame().locator('.pane').first();
      expect(await pane.getAttribute('data-painter')).toBe('canvas2d');
      for (const theme of ['dark', 'high-contrast', 'light'] as const) {
        await useTheme(window, theme);
        await revealDrawn(window, 0);
      }
      await pane.focus();
      await pane.press('Home');
      await window.frame().locator('.details h4', { hasText: 'point ' }).waitFor();
      await window
        .frame()
        .getByRole('button', { name: /^Drag draws a lasso/ })
        .click();
      const box = (await pane.boundingBox())!;
      await drawLasso(window, [
        [box.x + 2, box.y + 2],
        [box.x + box.width / 2, box.y + 2],
        [box.x + box.width / 2, box.y + box.height - 2],
        [box.x + 2, box.y + box.height - 2],
      ]);
      const said = await window.frame().locator('.selection', { hasText: 'The next cell' }).textContent();
      await window.screenshot('map-without-webgl');
      const count = Number(/^([\d,]+) point/.exec(said ?? '')?.[1]?.replace(',', ''));
      expect(count).toBeGreaterThan(100);
      expect(count).toBeLessThan(2_900);
      const next = await runCell(window, path, 1, 60_000);
      expect(
        next.outputs
          .flat()
          .map(({ text }) => text)
          .join(' '),
      ).toContain(String(count));
    } catch (error) {
      await window.keepTraces('without-webgl');
      throw error;
    } finally {
      await useTheme(window, undefined);
      await closeAll(window);
      await window.page.close();
    }
  });
}
