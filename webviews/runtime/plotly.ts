/** The parts of Plotly that views use. */
export interface Plotly {
  /** Draws, or redraws in place, keeping the drawing context. */
  react(target: HTMLElement, data: readonly unknown[], layout?: object, config?: object): Promise<unknown>;
  /** Frees what a figure holds. */
  purge(target: HTMLElement): void;
}

/** A loader that asks for Plotly when it is first needed and never again; after a failure the next call tries anew. */
export function plotlyLoader(load: () => Promise<{ default: Plotly }> = fromBeside): () => Promise<Plotly> {
  let loading: Promise<Plotly> | undefined;
  return () =>
    (loading ??= load().then(
      module => module.default,
      (error: unknown) => {
        loading = undefined;
        throw new Error('Plotly could not be loaded. Install CLIP Notebook again.', { cause: error });
      },
    ));
}

/** `plotly.js` beside the view: 4.7 MB that only views with plots ask for. */
function fromBeside(): Promise<{ default: Plotly }> {
  return import(new URL('./plotly.js', import.meta.url).href) as Promise<{ default: Plotly }>;
}
