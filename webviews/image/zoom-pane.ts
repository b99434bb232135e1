import type { ShownImage } from '../protocol/image.ts';
import { element } from '../runtime/elements.ts';
import { fit, movedBy, zoomedAt, type Placing } from './placing.ts';

interface PaneOptions {
  readonly width: number | undefined;
  readonly signal: AbortSignal;
}

/** A picture that can be zoomed (buttons, + − 0, Ctrl and the wheel, double click) and moved (drag, arrows). */
export function zoomPane(image: ShownImage, { width, signal }: PaneOptions): HTMLElement {
  const { source, alt, caption } = image;
  const picture = element('img', { src: source, alt, draggable: 'false' });
  const pane = element(
    'div',
    { class: 'pane', tabindex: 0, role: 'group', 'aria-label': `${alt}. Plus and minus zoom, arrows move.` },
    picture,
  );
  pane.style.maxWidth = `${width ?? image.width}px`;
  pane.style.aspectRatio = `${image.width} / ${image.height}`;
  const label = element('span', { class: 'quiet', role: 'status' });
  let placing: Placing = fit;

  const place = (next: Placing): void => {
    placing = next;
    picture.style.transform = `translate(${next.x * 100}%, ${next.y * 100}%) scale(${next.scale})`;
    const scale = (pane.clientWidth / image.width) * next.scale;
    picture.style.imageRendering = scale >= 3 ? 'pixelated' : 'auto';
    pane.classList.toggle('moved', next.scale > 1);
    label.textContent =
      next.scale === 1 ? `${image.width} × ${image.height}` : `${Math.round(scale * 100)} %`;
  };
  const zoom = (factor: number, x = 0.5, y = 0.5): void => place(zoomedAt(placing, factor, x, y));
  const at = (event: MouseEvent): readonly [number, number] => {
    const box = pane.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };

  pane.addEventListener(
    'wheel',
    event => {
      // Without Ctrl the wheel scrolls the notebook.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, ...at(event));
    },
    { signal, passive: false },
  );
  pane.addEventListener('dblclick', event => (placing.scale > 1 ? place(fit) : zoom(4, ...at(event))), {
    signal,
  });
  pane.addEventListener(
    'pointerdown',
    event => {
      if (placing.scale > 1) pane.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  pane.addEventListener(
    'pointermove',
    event => {
      if (!pane.hasPointerCapture(event.pointerId)) return;
      const box = pane.getBoundingClientRect();
      place(movedBy(placing, event.movementX / box.width, event.movementY / box.height));
    },
    { signal },
  );
  pane.addEventListener(
    'keydown',
    event => {
      const step = 0.1;
      const moves: Readonly<Record<string, () => void>> = {
        '+': () => zoom(1.5),
        '=': () => zoom(1.5),
        '-': () => zoom(1 / 1.5),
        '0': () => place(fit),
        ...(placing.scale > 1 && {
          ArrowLeft: () => place(movedBy(placing, step, 0)),
          ArrowRight: () => place(movedBy(placing, -step, 0)),
          ArrowUp: () => place(movedBy(placing, 0, step)),
          ArrowDown: () => place(movedBy(placing, 0, -step)),
        }),
      };
      const move = event.ctrlKey || event.metaKey ? undefined : moves[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      move();
    },
    { signal },
  );
  const button = (name: string, text: string, press: () => void): HTMLElement => {
    const made = element('button', { type: 'button', class: 'tool', 'aria-label': name, title: name }, text);
    made.addEventListener('click', press, { signal });
    return made;
  };
  const tools = element(
    'div',
    { class: 'tools' },
    button('Zoom in', '+', () => zoom(1.5)),
    button('Zoom out', '−', () => zoom(1 / 1.5)),
    button('Whole picture', 'Fit', () => place(fit)),
    label,
  );
  place(fit);
  return element(
    'figure',
    {},
    pane,
    tools,
    ...(caption === undefined ? [] : [element('figcaption', {}, caption)]),
  );
}
