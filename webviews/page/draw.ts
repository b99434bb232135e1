/** An output item, as VS Code hands it to a renderer. */
interface OutputItem {
  readonly id: string;
  readonly mime: string;
  readonly metadata: unknown;
  json(): unknown;
  text(): string;
  data(): Uint8Array;
  blob(): Blob;
}

interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): unknown;
}

interface RendererModule {
  readonly activate: (context: object) => Renderer | Promise<Renderer>;
}

declare global {
  /** How an inlined renderer imports the file `name` that lies beside it elsewhere. */
  var importBeside: (name: string) => Promise<unknown>;
}

const dark = matchMedia('(prefers-color-scheme: dark)');
nameTheme();
dark.addEventListener('change', nameTheme);
for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe.html')) fit(frame);

// Sources stand in the page as data: one renderer serves all outputs of its kind.
const sources = JSON.parse(textOf(document.getElementById('renderers'))) as Record<string, string>;
const modules = new Map<string, Promise<unknown>>();
globalThis.importBeside = importSource;
const renderers = new Map<string, Promise<Renderer>>();
for (const [index, output] of document.querySelectorAll<HTMLElement>('.output[data-mime]').entries()) {
  await draw(output, `output-${index}`);
}
document.body.dataset['drawn'] = 'true';

/** Draws one output in place of its fallback, which stays where the renderer fails. */
async function draw(output: HTMLElement, id: string): Promise<void> {
  const mime = output.dataset['mime'] ?? '';
  const element = document.createElement('div');
  element.className = 'live';
  output.append(element);
  try {
    const renderer = await rendererOf(mime);
    await renderer.renderOutputItem(
      itemOf(id, mime, textOf(output.querySelector('script[type="application/json"]'))),
      element,
    );
    output.classList.add('drawn');
  } catch (error) {
    element.remove();
    reportError(error);
  }
}

function rendererOf(mime: string): Promise<Renderer> {
  const known =
    renderers.get(mime) ??
    importSource(mime).then(module =>
      (module as RendererModule).activate({ workspace: { isTrusted: true } }),
    );
  renderers.set(mime, known);
  return known;
}

/** The module whose source the page holds as `name`. */
function importSource(name: string): Promise<unknown> {
  const known = modules.get(name) ?? evaluate(name);
  modules.set(name, known);
  return known;
}

async function evaluate(name: string): Promise<unknown> {
  const source = sources[name];
  if (source === undefined) throw new Error(`The page was made without ${name}.`);
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return (await import(url)) as unknown;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function itemOf(id: string, mime: string, text: string): OutputItem {
  return {
    id,
    mime,
    metadata: {},
    json: () => JSON.parse(text) as unknown,
    text: () => text,
    data: () => new TextEncoder().encode(text),
    blob: () => new Blob([text], { type: mime }),
  };
}

/** Renderers find the kind of theme where VS Code puts it. */
function nameTheme(): void {
  const kind = dark.matches ? 'vscode-dark' : 'vscode-light';
  document.body.classList.remove('vscode-dark', 'vscode-light');
  document.body.classList.add(kind);
  document.body.dataset['vscodeThemeKind'] = kind;
}

/** Makes a frame as high as what it holds. */
function fit(frame: HTMLIFrameElement): void {
  const resize = (): void => {
    const height = frame.contentDocument?.documentElement.scrollHeight;
    if (height) frame.style.height = `${Math.min(height, 2000)}px`;
  };
  frame.addEventListener('load', resize);
  resize();
}

function textOf(element: Element | null): string {
  return element?.textContent ?? '{}';
}
