import type { ExtensionContext } from 'vscode';

/** Composition root: makes the parts, registers them, returns. */
export function activate(_context: ExtensionContext): void {}
