import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import {
  closeAll,
  errorOf,
  openNotebook,
  runCell,
  saveNotebook,
  writeNotebook,
  type SeenCell,
} from '../driver/notebooks.ts';
import { spokenIn } from '../driver/spoken.ts';
import { revealDrawn, seenViews } from '../driver/views.ts';

const setup = `import { comparePrompts, display, embeddingMap, gallery, loadClip, phantoms, progress, similarityDistributions, table, zeroShot } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = await phantoms({ modality: 'chest-xray', count: 3 });
for (const _ of progress([1, 2], { label: 'Counting' })) await display(gallery(images));
await display(table([{ organ: 'liver', size: 3 }, { organ: 'lung', size: 5 }]));
await display(new Float32Array([1, 2, 3]));
await zeroShot(clip, images, ['a chest X-ray', 'a mammogram'])`;
const distributions = `await similarityDistributions(clip,
  { liver: ['liver', 'liver cyst', 'liver tumor'], lung: ['lung', 'lung cyst', 'lung tumor'] },
  { resamples: 20, randomGroups: 20 })`;
const map = `const labels = ['liver', 'liver cyst', 'liver tumor', 'lung', 'lung cyst', 'lung tumor'];
const map = await embeddingMap(await clip.encodeText(labels), { groups: labels.map(label => label.split(' ')[0]!), perplexity: 2 });
map`;
const comparison = `const compared = await comparePrompts(clip, images, { bare: '{}', sentence: 'a chest X-ray with {}' },
  { classes: ['edema', 'pneumonia'], truth: ['edema', 'pneumonia', 'edema'], resamples: 50 });
compared`;
const cells = [setup, distributions, map, comparison];
const plots = [1, 2, 3];
const views = [
  // The bar of the cell; those of the library come only where a step takes a second.
  ...['embedding-map', 'image', 'image', 'progress', 'prompt-comparison'],
  ...['similarity-distribution', 'table', 'tensor', 'zero-shot'],
];

/** One notebook with every kind of view, under what editors and readers do to it. */
export function everyViewSpecs(editor: () => Editor): void {
  let path: string;
  const frame = (): ReturnType<Editor['frame']> => editor().frame();

  it('draws every view under a content security policy, and breaks none of its rules', async () => {
    await closeAll(editor());
    const refused: string[] = [];
    editor().page.on('console', message => {
      if (/content security policy/i.test(message.text())) refused.push(message.text());
    });
    path = await writeNotebook(editor(), 'every-view.ipynb', cells);
    await openNotebook(editor(), path);
    for (const cell of cells.keys()) succeeded(await runCell(editor(), path, cell, 120_000));
    for (const cell of cells.keys()) await revealDrawn(editor(), cell);
    expect(await frame().locator('meta[http-equiv="Content-Security-Policy"]').count()).toBe(1);
    expect(await namesOf()).toEqual(views);
    expect(refused).toEqual([]);
  });

  it('tells a screen reader what each plot shows', async () => {
    for (const cell of plots) await revealDrawn(editor(), cell);
    const spoken = await spokenIn(editor());
    const all = spoken.join('\n');
    // Of the distributions: the chart in a sentence, its numbers as a table, the overlap as a button.
    expect(all).toMatch(/Similarity of builtin: AUROC \d/);
    expect(all).toMatch(/table: Numbers of builtin/);
    expect(all).toMatch(/button: .*overlap/i);
    // Of the map: what it is, how it is worked, and every point with its group and nearest neighbour.
    expect(all).toMatch(/application: Map of 6 points/);
    for (const label of ['liver', 'liver cyst', 'liver tumor', 'lung', 'lung cyst', 'lung tumor'])
      expect(spoken).toContain(`rowheader: ${label}`);
    // Of the comparison: each image with the probability under each variant.
    expect(spoken.filter(text => /bare \d\.\d+, sentence \d\.\d+/.test(text))).toHaveLength(3);
  });

  it('reaches every point of the map by keys', async () => {
    await revealDrawn(editor(), 2);
    const pane = frame().locator('.pane').first();
    await pane.focus();
    const seen = new Set<string>();
    for (const _ of Array(6).keys()) {
      await pane.press('PageDown');
      const said = await frame().locator('.clip-notebook-embedding-map p.unseen[aria-live]').textContent();
      seen.add((said ?? '').split(',')[0]!);
    }
    expect(seen.size).toBe(6);
  });

  it('keeps its pictures when the notebook is closed, and speaks to the kernel again once it has run', async () => {
    await saveNotebook(editor(), path);
    await closeAll(editor());
    await openNotebook(editor(), path);
    for (const cell of cells.keys()) await revealDrawn(editor(), cell);
    expect(await namesOf()).toEqual(views);
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.restart');
    });
    await chooseFirstPoint();
    await frame()
      .locator('.selection', { hasText: 'no longer connected to its value. Run its cell again.' })
      .waitFor({ timeout: 30_000 });
    for (const cell of cells.keys()) succeeded(await runCell(editor(), path, cell, 120_000));
    for (const cell of plots) await revealDrawn(editor(), cell);
    await revealDrawn(editor(), 2);
    await chooseFirstPoint();
    await frame().locator('.selection', { hasText: 'The next cell' }).waitFor({ timeout: 30_000 });
    await revealDrawn(editor(), 3);
    const field = frame().locator('.clip-notebook-prompt-comparison .prompts input').first();
    await field.fill('no {}');
    await field.press('Enter');
    await until('the edited comparison is drawn', async () =>
      (await frame().locator('.clip-notebook-prompt-comparison .summary').textContent())?.includes('edited')
        ? true
        : undefined,
    );
    await closeAll(editor());
  });

  const namesOf = async (): Promise<string[]> => {
    const names = (await seenViews(editor())).map(({ view }) => view).sort();
    return names.filter((name, at) => name !== 'progress' || names[at - 1] !== name);
  };
  const chooseFirstPoint = async (): Promise<void> => {
    await revealDrawn(editor(), 2);
    const pane = frame().locator('.pane').first();
    await pane.focus();
    await pane.press('Home');
    await pane.press(' ');
  };
}

function succeeded(cell: SeenCell): void {
  expect({ ...cell, fault: errorOf(cell) }).toMatchObject({ success: true });
}
