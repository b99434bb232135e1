/** The one WebGL2 context of a page. */
export interface SharedContext {
  /** The context with a canvas of at least this many device pixels; undefined where there is none. */
  get(width: number, height: number): WebGl | undefined;
}

export interface WebGl {
  readonly gl: WebGL2RenderingContext;
  readonly canvas: HTMLCanvasElement;
  /** Changes when the context was lost: what was made before is gone. */
  readonly generation: number;
}

/** Made when the first map wants it. Where the machine takes it away, maps draw without until it comes back. */
export function sharedContext(): SharedContext {
  let made: { gl: WebGL2RenderingContext; canvas: HTMLCanvasElement } | undefined;
  let refused = false;
  let lost = false;
  let generation = 0;
  const make = (): typeof made => {
    const canvas = document.createElement('canvas');
    const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, depth: false });
    if (!gl) {
      refused = true;
      return undefined;
    }
    canvas.addEventListener('webglcontextlost', event => {
      // Without this it would never be restored.
      event.preventDefault();
      lost = true;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      lost = false;
      generation++;
    });
    return { gl, canvas };
  };
  return {
    get: (width, height) => {
      if (refused || lost) return undefined;
      made ??= make();
      if (!made) return undefined;
      const { gl, canvas } = made;
      if (gl.isContextLost()) return undefined;
      if (canvas.width < width) canvas.width = width;
      if (canvas.height < height) canvas.height = height;
      return { gl, canvas, generation };
    },
  };
}
