import { contextOf, currentContext, type CellContext } from './cell-context.ts';

/** Shows errors that nobody caught, and warnings, in the cell that caused them; the kernel goes on. */
export function watchStrays(
  show: (text: string, context: CellContext | undefined) => void,
  textOf: (error: unknown) => string,
): void {
  const report = (kind: string, error: unknown, promise?: object): void => {
    const context = contextOf(error, promise);
    // What an interrupt tore down needs no report.
    if (context?.signal.aborted === true) return;
    show(`${kind} ${textOf(error)}\n`, context);
  };
  process.on('uncaughtException', error => report('Uncaught', error));
  process.on('unhandledRejection', (error, promise) => report('Unhandled rejection:', error, promise));
  process.removeAllListeners('warning');
  process.on('warning', warning => {
    if (warning.name !== 'ExperimentalWarning')
      show(`${warning.name}: ${warning.message}\n`, currentContext());
  });
}
