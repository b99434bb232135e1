import type { ShownImage } from '../protocol/image.ts';
import { element } from '../runtime/elements.ts';
import type { Page } from '../runtime/renderer.ts';
import { zoomPane } from './zoom-pane.ts';

/** One picture with zoom, or a gallery in which one opens at a time. */
export function drawImage({ root, payload: { data }, signal }: Page<'image'>): void {
  const { images, total, width } = data;
  const only = images[0];
  if (only && total === 1) {
    root.append(zoomPane(only, { width, signal }));
    return;
  }
  const large = element('div', { class: 'large', 'aria-live': 'polite' });
  let open: HTMLButtonElement | undefined;
  const buttons = images.map(image => {
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
    return button;
  });
  root.append(
    element(
      'ul',
      { class: 'gallery', 'aria-label': `${total} pictures` },
      ...buttons.map(button => element('li', {}, button)),
    ),
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
