import type { EmbeddingMapData, EmbeddingMapTold, MapLayout } from '../protocol/embedding-map.ts';
import { packArray, unpackArray } from '../protocol/packed-array.ts';
import { mapFacts } from '../pictures/embedding-map/facts.ts';
import { element } from '../runtime/elements.ts';
import { provenanceFooter } from '../runtime/provenance.ts';
import type { Page } from '../runtime/renderer.ts';
import { watchTheme } from '../runtime/theme.ts';
import { detailsOf, sentenceOf } from './details.ts';
import { baselineSentence, notesOf } from './facts.ts';
import { hiddenTable } from './hidden-table.ts';
import { layoutForm } from './layout-form.ts';
import { linkSelection } from './linked-selection.ts';
import { legendOf } from './legend.ts';
import { lookOf, type Look } from './look.ts';
import type { Painter } from './painter.ts';
import { keyHelp } from './pane-keys.ts';
import { agreementTable, namedNeighbors, paneCaption } from './others.ts';
import { paneOf, type Pane } from './pane.ts';
import { rasterPainter } from './raster-painter.ts';
import { storeOf, type NeighborsOf } from './state.ts';
import { toolbarOf } from './toolbar.ts';
import type { SharedContext } from './webgl-context.ts';
import { webglPainter } from './webgl-painter.ts';

/** Points above which the graphics card draws, where there is one. */
const manyPoints = 2_000;

/** The map, its baseline, the reader's point, search, legend, and how it was made. */
export function drawEmbeddingMap(shared: SharedContext): (page: Page<'embedding-map'>) => void {
  return page => {
    const { root, payload, signal, ask } = page;
    const { data, provenance } = payload;
    const store = storeOf(data);
    const { count } = store.points;
    let layout = data.layout;
    page.exports(() => ({ ...payload, data: { ...data, layout } }));
    let trust = trustIn(layout);
    let look: Look | undefined;
    const place = root.host as HTMLElement;
    const view = element('section', { class: 'view', 'aria-label': 'Embedding map' });
    root.append(element('div', { class: 'frame' }, view));
    const lookNow = (): Look => (look ??= lookOf(view, store.points.groupNames.length));
    const trustOf = (point: number): number | undefined => (trust ? trust[point]! / 255 : undefined);

    const speech = element('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    const selection = element('p', { class: 'selection', role: 'status' });
    const facts = element('div', { class: 'facts' });
    const help = element('p', { class: 'unseen', id: 'keys' }, keyHelp);
    const table = element('div');
    const choose = (chosen: Iterable<number>): void => {
      const selected = new Set(chosen);
      store.set({ selected });
      linked.choose(selected);
      if (!ask) {
        tellSelection(selection, selected.size, 'Run the cell, then a selection reaches the kernel.');
        return;
      }
      const points = Uint32Array.from(selected).sort();
      ask({ kind: 'select', points: packArray(points, [points.length]) }).then(
        () => tellSelection(selection, selected.size),
        (error: unknown) =>
          tellSelection(selection, selected.size, error instanceof Error ? error.message : String(error)),
      );
    };
    const linked = linkSelection(data, store, page.selection, marked => tellMarked(selection, marked));
    const painter = (): Painter => (count > manyPoints ? webglPainter(shared) : rasterPainter());
    const pane = (label: string, neighborsOf?: NeighborsOf, trust = trustOf): Pane =>
      paneOf(store, {
        label,
        neighborsOf,
        describedBy: 'keys',
        details: 'points',
        painter: painter(),
        look: lookNow,
        choose,
        say: point => (speech.textContent = sentenceOf(store, point, trust(point))),
        signal,
      });
    const many = count.toLocaleString('en');
    const compared = namedNeighbors(data, store.neighborsOf);
    const main = pane(compared[0] ? `${compared[0].name}: map of ${many} points` : `Map of ${many} points`);
    const others = compared.slice(1).map(({ name, neighborsOf }) => ({
      pane: pane(`${name}: map of ${many} points`, neighborsOf, () => undefined),
      figure: element('figure', {}),
    }));
    const baseline = data.baseline && pane(`One-hot baseline of ${many} labels`);
    const panes = [main, ...others.map(other => other.pane), ...(baseline ? [baseline] : [])];
    const reveal = (point: number): void => panes.forEach(each => each.reveal(point));
    const legend = legendOf(store, lookNow, () => trust !== undefined && store.get().halos);
    const form = layoutForm(data.asked, ask, signal);
    const waiting = element('p', { class: 'waiting' }, waitingWords(data, ask !== undefined));
    const mainFigure = element('figure', {}, ...(layout ? [main.element] : [waiting]));

    const putOthers = (layouts: readonly MapLayout[]): void =>
      others.forEach(({ pane: other, figure }, at) => {
        const { name, purity } = data.others![at]!;
        figure.replaceChildren(other.element, paneCaption(data, name, purity, layouts[at]!));
        other.place(unpackArray(layouts[at]!.coordinates) as Float32Array, trustIn(layouts[at]));
      });
    const put = (next: MapLayout): void => {
      layout = next;
      trust = trustIn(next);
      if (waiting.isConnected) waiting.replaceWith(main.element);
      main.place(unpackArray(next.coordinates) as Float32Array, trust);
      if (compared[0])
        mainFigure.replaceChildren(
          main.element,
          paneCaption(data, compared[0].name, data.groups.purity, next),
        );
      facts.replaceChildren(
        element('p', { class: 'quiet' }, mapFacts(next, count)),
        ...notesOf([...next.notes, ...data.notes]),
      );
      table.replaceChildren(hiddenTable(store, 'points', trustOf));
      legend.redraw();
    };
    if (baseline) mainFigure.append(element('figcaption', {}, 'Embeddings: who means alike lies close.'));
    view.append(
      toolbarOf(store, {
        zoom: factor => panes.forEach(each => each.zoom(factor)),
        reset: () => panes.forEach(each => each.reset()),
        reveal,
        trusted: trust !== undefined || layout === undefined,
      }),
      form.element,
      element(
        'div',
        { class: 'body' },
        element(
          'div',
          { class: others.length > 0 ? 'panes several' : 'panes' },
          mainFigure,
          ...others.map(other => other.figure),
          ...(baseline
            ? [element('figure', {}, baseline.element, element('figcaption', {}, baselineSentence(data)))]
            : []),
        ),
        detailsOf(store, compared, trustOf, reveal, ask),
      ),
      legend.element,
      selection,
      ...agreementTable(data),
      facts,
      ...(provenance ? [provenanceFooter(provenance)] : []),
      help,
      speech,
      table,
    );
    if (data.others) putOthers(data.others.map(other => other.layout));
    if (layout) put(layout);
    else {
      legend.redraw();
      facts.append(...notesOf(data.notes));
      if (ask) form.running(0, 0, undefined);
    }
    if (data.baseline) baseline?.place(unpackArray(data.baseline.coordinates) as Float32Array, undefined);

    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    page.onTell(message => {
      const told = message as EmbeddingMapTold;
      if (told.kind === 'frame') {
        form.running(told.step, told.steps, told.klDivergence);
        if (still) return;
        if (waiting.isConnected) waiting.replaceWith(main.element);
        // A layout on its way has not been measured.
        trust = undefined;
        main.place(unpackArray(told.coordinates) as Float32Array, undefined);
      } else if (told.kind === 'laid-out') {
        put(told.layout);
        if (told.others) putOthers(told.others);
        form.ended();
      } else {
        if (layout) put(layout);
        form.ended(told.sentence);
      }
    });
    watchTheme(place, signal, () => {
      look = undefined;
      legend.redraw();
      panes.forEach(each => each.redraw());
    });
  };
}

function trustIn(layout: MapLayout | undefined): Uint8Array | undefined {
  return layout?.quality && (unpackArray(layout.quality.points) as Uint8Array);
}

function waitingWords({ names }: EmbeddingMapData, live: boolean): string {
  const many = names.length.toLocaleString('en');
  return live
    ? `Laying out ${many} points …`
    : `The ${many} points were not laid out when this was saved. Run the cell again.`;
}

function tellSelection(place: HTMLElement, count: number, problem = ''): void {
  place.replaceChildren(
    ...(count === 0 && problem === ''
      ? []
      : [
          `${count.toLocaleString('en')} ${count === 1 ? 'point' : 'points'} selected. `,
          ...(problem === ''
            ? ['The next cell has them in the map’s ', element('code', {}, 'selection'), '.']
            : [problem]),
        ]),
  );
}

/** Points that were chosen in another picture, or by a cell. */
function tellMarked(place: HTMLElement, count: number): void {
  const many = `${count.toLocaleString('en')} ${count === 1 ? 'point is' : 'points are'}`;
  place.replaceChildren(
    ...(count === 0
      ? []
      : [
          `${many} marked: chosen in the notebook, in the next cell by `,
          element('code', {}, 'selection()'),
          '.',
        ]),
  );
}
