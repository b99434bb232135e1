/**
 * The colours of controls, taken from the editor. The toolkit would read them itself, but only when a page loads, and outputs are
 * drawn into a page that has long been loaded; as plain variables they also follow a change of theme.
 */
const tokens: Readonly<Record<string, string>> = {
  background: 'var(--vscode-editor-background, transparent)',
  foreground: 'var(--text)',
  'focus-border': 'var(--focus)',
  'contrast-border': 'var(--vscode-contrastBorder, transparent)',
  'contrast-active-border': 'var(--vscode-contrastActiveBorder, transparent)',
  'font-family': 'var(--vscode-font-family, system-ui, sans-serif)',
  'type-ramp-base-font-size': 'var(--vscode-font-size, 13px)',
  // Not the editor's border of primary buttons, whose blue looks like focus.
  'button-border': 'var(--vscode-contrastBorder, var(--line))',
  'button-icon-hover-background': 'var(--track)',
  'button-primary-background': 'var(--vscode-button-background, transparent)',
  'button-primary-foreground': 'var(--vscode-button-foreground, var(--text))',
  'button-primary-hover-background': 'var(--vscode-button-hoverBackground, var(--track))',
  'button-secondary-background': 'var(--vscode-button-secondaryBackground, transparent)',
  'button-secondary-foreground': 'var(--vscode-button-secondaryForeground, var(--text))',
  'button-secondary-hover-background': 'var(--vscode-button-secondaryHoverBackground, var(--track))',
  'checkbox-background': 'var(--vscode-checkbox-background, transparent)',
  'checkbox-border': 'var(--vscode-checkbox-border, var(--line))',
  'checkbox-foreground': 'var(--vscode-checkbox-foreground, var(--text))',
  'dropdown-background': 'var(--vscode-dropdown-background, var(--surface))',
  // Text fields have their border from here.
  'dropdown-border': 'var(--field)',
  'dropdown-foreground': 'var(--vscode-dropdown-foreground, var(--text))',
  'input-background': 'var(--vscode-input-background, var(--surface))',
  'input-foreground': 'var(--vscode-input-foreground, var(--text))',
  'input-placeholder-foreground': 'var(--vscode-input-placeholderForeground, var(--muted))',
  'list-active-selection-background': 'var(--vscode-list-activeSelectionBackground, var(--accent))',
  'list-active-selection-foreground': 'var(--vscode-list-activeSelectionForeground, var(--text))',
  'list-hover-background': 'var(--vscode-list-hoverBackground, var(--track))',
};

export const controlStyle = `
.control { ${Object.entries(tokens)
  .map(([name, value]) => `--${name}: ${value};`)
  .join(' ')} }
input.control { font: inherit; color: var(--input-foreground); background: var(--input-background); border: 1px solid var(--dropdown-border); border-radius: 2px; padding: 3px 9px; height: 26px; }
button.control { border: 1px solid var(--line); border-radius: 2px; background: var(--surface); padding: 3px 10px; cursor: pointer; }
`;
