import { element, setAttributes } from './elements.ts';

/** Controls with a name that assistive technology reads. Each looks like the editor's once the toolkit has come. */
export interface Controls {
  button(
    name: string,
    press: () => void,
    options?: { readonly quiet?: boolean; readonly text?: string },
  ): HTMLElement;
  textField(name: string, value: string, options?: { readonly placeholder?: string }): ValueControl;
  dropdown(name: string, choices: readonly string[], value: string): ValueControl;
  checkbox(name: string, checked: boolean): CheckControl;
}

/** Fires `input` while the value changes, and `change` when it has. */
export type ValueControl = HTMLElement & { value: string };
export type CheckControl = HTMLElement & { checked: boolean };

/** Loads the toolkit, once for all views of a page; where it cannot be had, the browser's own controls do. */
export function loadControls(load: () => Promise<unknown> = loadToolkit): Promise<Controls> {
  return load().then(
    () => controlsOf(toolkit),
    () => controlsOf(native),
  );
}

interface Tags {
  readonly button: string;
  readonly textField: string;
  readonly dropdown: string;
  readonly option: string;
  readonly checkbox: string;
}

const toolkit: Tags = {
  button: 'vscode-button',
  textField: 'vscode-text-field',
  dropdown: 'vscode-dropdown',
  option: 'vscode-option',
  checkbox: 'vscode-checkbox',
};
const native: Tags = {
  button: 'button',
  textField: 'input',
  dropdown: 'select',
  option: 'option',
  checkbox: 'input',
};

function controlsOf(tags: Tags): Controls {
  return {
    button: (name, press, { quiet = false, text = name } = {}) => {
      const made = document.createElement(tags.button);
      setAttributes(made, {
        appearance: quiet ? 'icon' : 'secondary',
        'aria-label': name,
        title: name,
        class: 'control',
      });
      made.textContent = text;
      made.addEventListener('click', press);
      return made;
    },
    textField: (name, value, { placeholder } = {}) => {
      const made = document.createElement(tags.textField) as ValueControl;
      setAttributes(made, { 'aria-label': name, placeholder, class: 'control' });
      made.value = value;
      if (tags === toolkit) keepName(made, name);
      return made;
    },
    dropdown: (name, choices, value) => {
      const made = document.createElement(tags.dropdown) as ValueControl;
      setAttributes(made, { 'aria-label': name, class: 'control' });
      for (const choice of choices) {
        const option = document.createElement(tags.option);
        setAttributes(option, { value: choice, selected: choice === value });
        option.textContent = choice;
        made.append(option);
      }
      made.value = value;
      return made;
    },
    checkbox: (name, checked) => {
      const made = document.createElement(tags.checkbox) as CheckControl;
      if (tags === toolkit) {
        made.checked = checked;
        made.textContent = name;
        return made;
      }
      setAttributes(made, { type: 'checkbox', 'aria-label': name });
      made.checked = checked;
      const label = element('label', {}, made, ` ${name}`);
      return Object.defineProperty(label, 'checked', { get: () => made.checked }) as unknown as CheckControl;
    },
  };
}

/** The toolkit calls every text field "Text field" when it comes into a page. */
function keepName(field: HTMLElement, name: string): void {
  let kept = name;
  new MutationObserver(() => {
    const now = field.getAttribute('aria-label');
    // A name that the view gives later stays.
    if (now === 'Text field') field.setAttribute('aria-label', kept);
    else kept = now ?? kept;
  }).observe(field, { attributeFilter: ['aria-label'] });
}

/** A file of its own beside the view, so that views without controls do not carry it. */
function loadToolkit(): Promise<unknown> {
  return import(new URL('./toolkit.js', import.meta.url).href) as Promise<unknown>;
}
