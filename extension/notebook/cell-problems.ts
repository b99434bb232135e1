import { Diagnostic, DiagnosticSeverity, languages, Position, Range, workspace } from 'vscode';
import type { NotebookCell, TextDocument } from 'vscode';
import type { CellFault } from '../../kernels/protocol/kernel/faults.ts';
import { controllerId } from './metadata.ts';

/** Errors of cells as problems of the editor, at the place where each arose. */
export interface CellProblems {
  /** `cell` is the cell that `fault.place` names, its text still as it was run. */
  show(cell: NotebookCell, fault: CellFault): void;
  clear(document: TextDocument): void;
  dispose(): void;
}

export function cellProblems(): CellProblems {
  const collection = languages.createDiagnosticCollection(controllerId);
  const edits = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) collection.delete(document.uri);
  });
  return {
    show: (cell, fault) => {
      if (!fault.place) return;
      const range = rangeAt(cell.document, fault.place.line - 1, fault.place.column - 1);
      const problem = new Diagnostic(range, `${fault.name}: ${fault.message}`, DiagnosticSeverity.Error);
      problem.source = 'CLIP Notebook';
      collection.set(cell.document.uri, [problem]);
    },
    clear: document => collection.delete(document.uri),
    dispose: () => {
      edits.dispose();
      collection.dispose();
    },
  };
}

function rangeAt(document: TextDocument, line: number, column: number): Range {
  const at = document.validatePosition(new Position(Math.max(0, line), Math.max(0, column)));
  return document.getWordRangeAtPosition(at) ?? new Range(at, document.lineAt(at.line).range.end);
}
