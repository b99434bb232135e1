interface AsyncWrapBinding {
  readonly clearAsyncIdStack?: () => void;
}

const key = 'clip-notebook.before-termination';

/** What the interrupt worker has the main thread evaluate right before it terminates what runs there. */
export const beforeTermination = `globalThis[Symbol.for('${key}')]?.()`;

/**
 * Lets a cell be terminated anywhere: Node ends the process when a termination leaves its stack of asynchronous contexts unbalanced,
 * which happens whenever a hook or an AsyncLocalStorage is in use before Node 24. An empty stack counts as balanced.
 */
export function prepareForTermination(): void {
  const clear = asyncWrap()?.clearAsyncIdStack;
  Object.defineProperty(globalThis, Symbol.for(key), { value: () => clear?.() });
}

function asyncWrap(): AsyncWrapBinding | undefined {
  const owner = process as unknown as {
    binding(name: string): AsyncWrapBinding;
    noDeprecation?: boolean | undefined;
  };
  const { noDeprecation } = owner;
  owner.noDeprecation = true;
  try {
    return owner.binding('async_wrap');
  } catch {
    return undefined;
  } finally {
    owner.noDeprecation = noDeprecation;
  }
}
