import type { Editor } from './editor.ts';

/** Drags the pointer through places of the window, with the button held. */
export async function drawLasso(
  { page }: Editor,
  [start, ...path]: readonly (readonly [number, number])[],
): Promise<void> {
  await page.mouse.move(start![0], start![1]);
  await page.mouse.down();
  for (const [x, y] of path) await page.mouse.move(x, y, { steps: 6 });
  await page.mouse.up();
}
