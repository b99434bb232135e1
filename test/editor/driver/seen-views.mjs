// Runs in the output frame: what of our views the reader would see there.
window.seenViews = async () => {
  const places = [...document.querySelectorAll('[class^="clip-notebook-"]')].filter(
    ({ shadowRoot }) => shadowRoot,
  );
  const sight = await inSightOf(places);
  return places.map((place, at) => {
    const view = place.className.replace('clip-notebook-', '');
    return {
      view,
      inSight: sight[at],
      problem: problemOf(view, place.shadowRoot, place.getBoundingClientRect().height),
    };
  });
};

/** The frame is taller than what the editor shows of it, which only an observer knows. */
const inSightOf = places =>
  places.length === 0
    ? []
    : new Promise(resolve => {
        const seen = new Map();
        const observer = new IntersectionObserver(entries => {
          for (const { target, intersectionRect } of entries) seen.set(target, intersectionRect.height > 40);
          if (seen.size < places.length) return;
          observer.disconnect();
          resolve(places.map(place => seen.get(place)));
        });
        for (const place of places) observer.observe(place);
      });

const problemOf = (view, root, height) => {
  const alert = [...root.querySelectorAll('[role="alert"]')].map(({ textContent }) => textContent).join('');
  if (alert) return alert;
  if (height < 12) return `only ${height} px high`;
  const broken = [...root.querySelectorAll('img')].find(
    ({ complete, naturalWidth }) => complete && naturalWidth === 0,
  );
  if (broken) return 'an image is broken';
  return (problems[view] ?? problems.other)(root);
};

const problems = {
  'embedding-map': root =>
    each(root, '.pane', pane => {
      if (!pane.dataset.painter) return 'nothing was painted';
      const { share, background } = paintedOn(pane.querySelector('canvas'));
      if (share < 0.0005) return `${share} of the canvas is painted`;
      return background === editorBackground() ? undefined : `the background is ${background}`;
    }),
  'similarity-distribution': root =>
    root.querySelector('.preview')
      ? 'Plotly has not drawn'
      : each(root, '.panel', panel => {
          const curves = [...panel.querySelectorAll('.main-svg .scatterlayer path')];
          if (curves.filter(path => path.getBBox().width > 0).length < 2) return 'curves are missing';
          const [tick] = panel.querySelectorAll('.xtick text');
          if (!tick) return 'the axis has no numbers';
          const contrast = contrastOf(getComputedStyle(tick).fill, editorBackground());
          return contrast < 4.5 ? `the axis has a contrast of ${contrast}` : undefined;
        }),
  'prompt-comparison': root =>
    each(root, '.variant', () => undefined) ??
    each(root, '.image', row =>
      row.querySelector('svg.plot svg path') ? undefined : 'an image has no marks',
    ),
  'zero-shot': root =>
    each(root, '.cards > li', card => (/\d/.test(card.textContent) ? undefined : 'no numbers')),
  progress: root => (root.querySelector('.progress')?.textContent ? undefined : 'no words'),
  table: root => each(root, 'tbody tr', row => (row.textContent ? undefined : 'an empty row')),
  other: root => (root.querySelector('svg, img, canvas, [role]') ? undefined : 'nothing is drawn'),
};

const each = (root, selector, problem) => {
  const found = [...root.querySelectorAll(selector)];
  if (found.length === 0) return `no ${selector}`;
  return found.map(problem).find(text => text !== undefined);
};

/** The commonest colour of a canvas, and how much of it has another. */
const paintedOn = canvas => {
  if (canvas.width < 2) return { share: 0, background: '' };
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  const colors = new Uint32Array(data.buffer);
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const [[color, most]] = [...counts].sort((left, right) => right[1] - left[1]);
  // What is not painted shows the page.
  const background =
    color >>> 24 === 0
      ? editorBackground()
      : [color, color >> 8, color >> 16].map(part => part & 255).join(' ');
  return { share: 1 - most / colors.length, background };
};

const channels = color => {
  const probe = document.createElement('canvas').getContext('2d');
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
};

const editorBackground = () => {
  const style = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
  return channels(style.trim()).join(' ');
};

/** Of WCAG 2.2, in [1, 21]. */
const contrastOf = (color, background) => {
  const luminance = parts =>
    parts
      .map(part => part / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const [low, high] = [luminance(channels(color)), luminance(background.split(' ').map(Number))].sort(
    (a, b) => a - b,
  );
  return Math.round((10 * (high + 0.05)) / (low + 0.05)) / 10;
};
