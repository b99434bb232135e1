/** The colours that renderers read, by the names and with the values of VS Code's default themes. */
const variables: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  foreground: ['#3b3b3b', '#cccccc'],
  disabledForeground: ['#61616180', '#cccccc80'],
  descriptionForeground: ['#5f5f5f', '#9d9d9d'],
  errorForeground: ['#b3261e', '#f88070'],
  'icon-foreground': ['#3b3b3b', '#cccccc'],
  focusBorder: ['#005fb8', '#0078d4'],
  contrastBorder: ['transparent', 'transparent'],
  contrastActiveBorder: ['transparent', 'transparent'],
  'textLink-foreground': ['#005fb8', '#4daafc'],
  'textLink-activeForeground': ['#005fb8', '#4daafc'],
  'textBlockQuote-background': ['#f8f8f8', '#2b2b2b'],
  'textCodeBlock-background': ['#f3f3f3', '#2b2b2b'],
  'editor-background': ['#ffffff', '#1f1f1f'],
  'editor-foreground': ['#3b3b3b', '#cccccc'],
  'editorWidget-background': ['#f8f8f8', '#202020'],
  'editorWidget-foreground': ['#3b3b3b', '#cccccc'],
  'editorWidget-border': ['#c8c8c8', '#454545'],
  'editorHoverWidget-background': ['#f8f8f8', '#202020'],
  'editorHoverWidget-foreground': ['#3b3b3b', '#cccccc'],
  'editorHoverWidget-border': ['#c8c8c8', '#454545'],
  'notebook-cellEditorBackground': ['#f8f8f8', '#181818'],
  'notebook-outputContainerBackgroundColor': ['transparent', 'transparent'],
  'panel-background': ['#f8f8f8', '#181818'],
  'panel-border': ['#e5e5e5', '#2b2b2b'],
  'panelTitle-activeBorder': ['#005fb8', '#0078d4'],
  'panelTitle-activeForeground': ['#3b3b3b', '#cccccc'],
  'panelTitle-inactiveForeground': ['#3b3b3b', '#9d9d9d'],
  'button-background': ['#005fb8', '#0078d4'],
  'button-foreground': ['#ffffff', '#ffffff'],
  'button-hoverBackground': ['#0258a8', '#026ec1'],
  'button-border': ['transparent', 'transparent'],
  'button-secondaryBackground': ['#e5e5e5', '#313131'],
  'button-secondaryForeground': ['#3b3b3b', '#cccccc'],
  'button-secondaryHoverBackground': ['#cccccc', '#3c3c3c'],
  'input-background': ['#ffffff', '#313131'],
  'input-foreground': ['#3b3b3b', '#cccccc'],
  'input-border': ['#cecece', '#3c3c3c'],
  'input-placeholderForeground': ['#767676', '#989898'],
  'inputValidation-errorBackground': ['#f2dede', '#5a1d1d'],
  'inputValidation-errorBorder': ['#be1100', '#be1100'],
  'dropdown-background': ['#ffffff', '#313131'],
  'dropdown-foreground': ['#3b3b3b', '#cccccc'],
  'dropdown-border': ['#cecece', '#3c3c3c'],
  'checkbox-background': ['#f8f8f8', '#313131'],
  'checkbox-foreground': ['#3b3b3b', '#cccccc'],
  'checkbox-border': ['#cecece', '#3c3c3c'],
  'badge-background': ['#cccccc', '#616161'],
  'badge-foreground': ['#3b3b3b', '#f8f8f8'],
  'list-hoverBackground': ['#f2f2f2', '#2a2d2e'],
  'list-activeSelectionBackground': ['#e8e8e8', '#04395e'],
  'list-activeSelectionForeground': ['#000000', '#ffffff'],
  'progressBar-background': ['#005fb8', '#0078d4'],
  'scrollbarSlider-background': ['#64646466', '#79797966'],
  'scrollbarSlider-hoverBackground': ['#646464b3', '#646464b3'],
  'scrollbarSlider-activeBackground': ['#00000099', '#bfbfbf66'],
  'widget-shadow': ['#00000029', '#0000005c'],
  'widget-border': ['#e5e5e5', '#313131'],
  'charts-foreground': ['#3b3b3b', '#cccccc'],
  'charts-lines': ['#3b3b3b80', '#cccccc80'],
  'charts-red': ['#e51400', '#f14c4c'],
  'charts-blue': ['#1a85ff', '#3794ff'],
  'charts-yellow': ['#bf8803', '#cca700'],
  'charts-orange': ['#d18616', '#d18616'],
  'charts-green': ['#388a34', '#89d185'],
  'charts-purple': ['#652d90', '#b180d7'],
};

const fonts =
  '--vscode-font-family:system-ui,-apple-system,"Segoe UI",Ubuntu,sans-serif;--vscode-font-size:13px;--vscode-font-weight:normal;' +
  '--vscode-editor-font-family:ui-monospace,"SF Mono",Consolas,"DejaVu Sans Mono",monospace;--vscode-editor-font-size:13px;';

const rules = `
body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--vscode-editor-background);color:var(--vscode-editor-foreground);font:15px/1.55 var(--vscode-font-family)}
h1,h2,h3{line-height:1.25}a{color:var(--vscode-textLink-foreground)}img{max-width:100%}
pre,code{font-family:var(--vscode-editor-font-family);font-size:13px}
:not(pre)>code{background:var(--vscode-textCodeBlock-background);padding:0 .25em;border-radius:3px}
pre{overflow-x:auto;line-height:1.45}
blockquote{margin-left:0;padding:.1rem 1rem;border-left:3px solid var(--vscode-panel-border);background:var(--vscode-textBlockQuote-background)}
.text table{border-collapse:collapse}.text td,.text th{border:1px solid var(--vscode-panel-border);padding:.2rem .6rem;text-align:left}
.code{margin:1rem 0}.source{display:grid;grid-template-columns:3.5rem 1fr;background:var(--vscode-notebook-cellEditorBackground);border:1px solid var(--vscode-panel-border);border-radius:4px}
.source pre{margin:0;padding:.6rem .8rem .6rem 0}.count{padding:.6rem 0 0 .7rem;color:var(--vscode-descriptionForeground);font:13px/1.45 var(--vscode-editor-font-family)}
.outputs{margin:.4rem 0 0 3.5rem;overflow-x:auto;font-size:13px}.outputs pre{margin:.3rem 0;white-space:pre-wrap;max-height:40rem;overflow:auto}
.stderr{color:var(--vscode-descriptionForeground)}.error{color:var(--vscode-errorForeground)}
.drawn>.fallback{display:none}iframe.html{border:0;width:100%;height:20rem;color-scheme:light dark}
.comment{color:var(--page-comment)}.quoted{color:var(--page-quoted)}.number{color:var(--page-number)}.word{color:var(--page-word)}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--vscode-panel-border);color:var(--vscode-descriptionForeground);font-size:13px}
@media print{body{max-width:none}.outputs pre{max-height:none}}`;

const code: readonly (readonly [name: string, light: string, dark: string])[] = [
  ['comment', '#007000', '#6a9955'],
  ['quoted', '#a31515', '#ce9178'],
  ['number', '#08784c', '#b5cea8'],
  ['word', '#0000e0', '#569cd6'],
];

/** The style sheet of a page: VS Code's colours in light and dark, as the reader's system asks. */
export function pageStyle(): string {
  const theme = (which: 0 | 1): string =>
    Object.entries(variables)
      .map(([name, values]) => `--vscode-${name}:${values[which]};`)
      .join('') + code.map(([name, ...values]) => `--page-${name}:${values[which]};`).join('');
  return `:root{color-scheme:light dark;${fonts}${theme(0)}}@media(prefers-color-scheme:dark){:root{${theme(1)}}}${rules}`;
}
