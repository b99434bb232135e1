export const style = `
.progress { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 3px 2px; }
.track { flex: 1 1 160px; max-width: 420px; height: 6px; border-radius: 3px; background: var(--track); overflow: hidden; }
.fill { height: 100%; border-radius: 3px; background: var(--vscode-progressBar-background, var(--accent)); transition: width 0.1s linear; }
.endless .fill { width: 30%; animation: slide 1.4s ease-in-out infinite alternate; }
.count { font-variant-numeric: tabular-nums; }
@keyframes slide { from { margin-left: 0; } to { margin-left: 70%; } }
@media (prefers-reduced-motion: reduce) { .endless .fill { width: 100%; opacity: 0.5; } }
:host([data-theme^='high-contrast']) .track { border: 1px solid var(--line); height: 10px; }
@media (forced-colors: active) { .track { border: 1px solid CanvasText; height: 10px; } .fill { forced-color-adjust: none; background: Highlight; } }
`;
