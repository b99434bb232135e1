import type { ShownImage } from '../protocol/image.ts';
import { choosing } from '../runtime/choosing.ts';
import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';
import { zoomPane } from './zoom-pane.ts';

/** One picture with zoom, or a gallery in which one opens at a time. */
export function drawImage(page: Page<'image'>): void {
  const {
    root,
    payload: { data },
    signal,
  } = page;
  const { images, total, width } = data;
  const only = images[0];
  if (only && total === 1) {
    root.append(zoomPane(only, { width, signal }));
    return;
  }
  const choose = choosing(page, 'images');
  const large = element('div', { class: 'large', 'aria-live': 'polite' });
  let open: HTMLButtonElement | undefined;
  const tiles = images.map(image => {
    const button = tile(image);
    button.addEventListener(
      'click',
      () => {
        open?.setAttribute('aria-expanded', 'false');
        const again = open === button;
        open = again ? undefined : button;
        large.replaceChildren(...(again ? [] : [zoomPane(image, { signal, width: undefined })]));
        button.setAttribute('aria-expanded', String(!again));
      },
      { signal },
    );
    const { name } = image;
    if (name === undefined) return element('li', {}, button);
    const item = { kind: 'image', name } as const;
    return element('li', {}, choose.mark(button, item), choose.box(item));
  });
  root.append(
    ...(images.some(({ name }) => name !== undefined) ? [choose.line] : []),
    element('ul', { class: 'gallery', 'aria-label': `${total} pictures` }, ...tiles),
    ...(images.length < total
      ? [element('p', { class: 'quiet' }, `The first ${images.length} of ${total} pictures.`)]
      : []),
    large,
  );
}

function tile({ source, alt, caption }: ShownImage): HTMLButtonElement {
  return element(
    'button',
    { class: 'tile', type: 'button', 'aria-expanded': 'false', title: caption ?? alt },
    element('img', { src: source, alt, decoding: 'async' }),
    ...(caption === undefined ? [] : [element('span', {}, caption)]),
  );
}
