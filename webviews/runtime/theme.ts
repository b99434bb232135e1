export type Theme = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** The editor's theme; undefined outside an editor, where the page's own colour scheme counts. */
export function currentTheme(): Theme | undefined {
  const kind = document.body.dataset['vscodeThemeKind'] ?? '';
  return themes[kind];
}

const themes: Readonly<Record<string, Theme>> = {
  'vscode-light': 'light',
  'vscode-dark': 'dark',
  'vscode-high-contrast': 'high-contrast',
  'vscode-high-contrast-light': 'high-contrast-light',
};

/** Keeps `data-theme` of `place` true, and tells those who draw on a canvas; styles follow their variables by themselves. */
export function watchTheme(
  place: HTMLElement,
  signal: AbortSignal,
  changed?: (theme: Theme | undefined) => void,
): void {
  const apply = (): void => {
    const theme = currentTheme();
    if (theme === undefined) delete place.dataset['theme'];
    else place.dataset['theme'] = theme;
    changed?.(theme);
  };
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-vscode-theme-kind', 'class', 'style'],
  });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}

/** Colours and type of every view: the editor's where there is one. */
export const baseStyle = `
:host {
  --text: var(--vscode-editor-foreground, light-dark(#1f1f1f, #e4e4e4));
  --muted: var(--vscode-descriptionForeground, light-dark(#5f5f5f, #a8a8a8));
  --surface: var(--vscode-editorWidget-background, light-dark(#f7f7f7, #252526));
  --track: color-mix(in srgb, var(--text) 12%, transparent);
  --line: color-mix(in srgb, var(--text) 18%, transparent);
  /* Edges of what can be typed into, 3 : 1 against the page (WCAG 1.4.11); the editor's own are fainter in its light theme. */
  --field: color-mix(in srgb, var(--text) 55%, transparent);
  --accent: var(--vscode-charts-blue, light-dark(#0b62b5, #4aa3f0));
  --good: var(--vscode-charts-green, light-dark(#2b7a2f, #7cc47f));
  --bad: var(--vscode-charts-orange, light-dark(#b3541e, #e59a62));
  --focus: var(--vscode-focusBorder, light-dark(#0b62b5, #4aa3f0));
  --error: var(--vscode-errorForeground, light-dark(#a1260d, #f48771));
  display: block;
  color: var(--text);
  font-family: var(--vscode-font-family, system-ui, sans-serif);
  font-size: var(--vscode-font-size, 13px);
  line-height: 1.4;
  overflow-wrap: anywhere;
}
:host([data-theme^='high-contrast']) {
  --surface: var(--vscode-editor-background);
  --track: transparent;
  --line: var(--vscode-contrastBorder, var(--text));
  --field: var(--line);
  --muted: var(--text);
}
@media (forced-colors: active) {
  :host { --track: Canvas; --line: CanvasText; --muted: CanvasText; --accent: Highlight; --good: Highlight; --bad: Highlight; }
}
* { box-sizing: border-box; }
p { margin: 0; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
button { font: inherit; color: inherit; }
[role='alert'] { color: var(--error); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--muted); font-size: 0.92em; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;
