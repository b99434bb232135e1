import { loadControls } from '../runtime/controls.ts';
import { element } from '../runtime/elements.ts';
import { baseStyle, watchTheme } from '../runtime/theme.ts';
import { hostOfPanel } from './host.ts';
import { style } from './style.ts';
import { drawWorkbench } from './workbench.ts';

// The page lives as long as its panel: nothing is ever taken away.
const { signal } = new AbortController();
const place = element('div', { class: 'clip-notebook-workbench' });
document.querySelector('#workbench')?.append(place);
const root = place.attachShadow({ mode: 'open' });
root.append(element('style', {}, baseStyle + style));
watchTheme(place, signal);
void loadControls().then(controls => drawWorkbench(root, controls, hostOfPanel()));
