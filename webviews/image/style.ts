import { choosingStyle } from '../runtime/choosing-style.ts';

export const style = `
${choosingStyle}
figure { margin: 2px 0 4px; }
.pane { position: relative; overflow: hidden; border-radius: 3px; touch-action: pan-y; }
.pane.moved { cursor: grab; touch-action: none; }
.pane img { display: block; width: 100%; height: 100%; transform-origin: 0 0; user-select: none; }
.tools { display: flex; gap: 4px; align-items: center; margin-top: 4px; }
.tool { min-width: 24px; height: 24px; padding: 0 4px; line-height: 1; border: 1px solid var(--line); border-radius: 4px; background: var(--surface); cursor: pointer; }
.tool:hover { background: var(--track); }
.tools .quiet { margin-left: 6px; }
figcaption { color: var(--muted); margin-top: 2px; }
.gallery { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 8px; margin: 2px 0 8px; padding: 0; }
.gallery li { position: relative; }
.gallery .choose { position: absolute; left: 6px; top: 6px; }
.tile { width: 100%; padding: 4px; border: 1px solid var(--line); border-radius: 5px; background: var(--surface); cursor: zoom-in; text-align: center; }
.tile[aria-expanded='true'] { border-color: var(--focus); box-shadow: 0 0 0 1px var(--focus); }
.tile img { display: block; width: 100%; aspect-ratio: 1; object-fit: contain; background: #000; border-radius: 3px; }
.tile span { display: block; margin-top: 3px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.92em; }
.large:not(:empty) { margin-top: 6px; }
.large .pane { max-width: min(100%, 640px) !important; min-width: min(100%, 384px); }
`;
