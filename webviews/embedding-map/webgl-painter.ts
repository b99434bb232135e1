import type { Marks } from './marks.ts';
import type { Painter, Painting } from './painter.ts';
import { rasterPainter } from './raster-painter.ts';
import type { SharedContext, WebGl } from './webgl-context.ts';

const vertexShader = `#version 300 es
in vec2 position; in vec4 fill; in vec4 edge; in float shape; in float radius;
uniform vec3 view; uniform vec2 size; uniform float ratio;
out vec4 fillColor; out vec4 edgeColor; flat out float form; flat out float extent; flat out float side;
void main() {
  vec2 pixel = vec2(view.y + view.x * position.x, view.z - view.x * position.y) * ratio;
  gl_Position = vec4(pixel.x / size.x * 2.0 - 1.0, 1.0 - pixel.y / size.y * 2.0, 0.0, 1.0);
  extent = radius * ratio;
  side = radius == 0.0 ? 0.0 : 2.0 * ceil(extent * 1.3 + 2.0);
  gl_PointSize = side;
  if (radius == 0.0) gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
  fillColor = fill; edgeColor = edge; form = shape;
}`;

const fragmentShader = `#version 300 es
precision highp float;
in vec4 fillColor; in vec4 edgeColor; flat in float form; flat in float extent; flat in float side;
out vec4 color;
float distanceTo(vec2 p, float r) {
  vec2 a = abs(p);
  int shape = int(form + 0.5);
  if (shape == 0) return length(p) - r;
  if (shape == 1) return max(a.x, a.y) - 0.89 * r;
  if (shape == 2) return max(0.866 * a.x - 0.5 * p.y - 0.6 * r, p.y - 0.7 * r);
  if (shape == 3) return (a.x + a.y - 1.25 * r) * 0.7071;
  if (shape == 4) return max(0.866 * a.x + 0.5 * p.y - 0.6 * r, -p.y - 0.7 * r);
  if (shape == 5) return min(max(a.x - 1.15 * r, a.y - 0.42 * r), max(a.x - 0.42 * r, a.y - 1.15 * r));
  return abs(length(p) - r) - (shape == 6 ? 0.7 : 1.3);
}
void main() {
  float d = distanceTo((gl_PointCoord - 0.5) * side, extent);
  float outer = clamp(0.5 - d, 0.0, 1.0);
  if (outer == 0.0) discard;
  float inner = clamp(0.5 - d - (form > 5.5 ? 0.0 : 1.0), 0.0, 1.0);
  float share = inner / outer;
  vec4 mixed = mix(edgeColor, fillColor, share);
  color = vec4(mixed.rgb, mixed.a * outer);
}`;

interface Programs {
  readonly generation: number;
  readonly program: WebGLProgram;
  readonly view: WebGLUniformLocation | null;
  readonly size: WebGLUniformLocation | null;
  readonly ratio: WebGLUniformLocation | null;
}

/** One attribute of a layer on the card, sent again when its array is another. */
interface Sent {
  readonly buffer: WebGLBuffer;
  source: ArrayBufferView | undefined;
}

/** Draws through the page's one context and copies the result; where there is none, or no more, pixel by pixel. */
export function webglPainter(shared: SharedContext): Painter {
  const raster = rasterPainter();
  let programs: Programs | undefined;
  let sent: Record<string, Sent>[] = [];
  let last: WebGl | undefined;
  return {
    get name() {
      return last ? ('webgl2' as const) : ('canvas2d' as const);
    },
    paint: (target, painting) => {
      const width = Math.max(1, Math.round(painting.size.width * painting.ratio));
      const height = Math.max(1, Math.round(painting.size.height * painting.ratio));
      last = shared.get(width, height);
      if (last && programs?.generation !== last.generation) {
        sent = [];
        programs = compile(last);
      }
      if (!last || !programs) {
        last = undefined;
        raster.paint(target, painting);
        return;
      }
      drawLayers(last, programs, painting, width, height, sent);
      target.drawImage(last.canvas, 0, last.canvas.height - height, width, height, 0, 0, width, height);
    },
    dispose: () => {
      raster.dispose();
      for (const layer of sent) for (const { buffer } of Object.values(layer)) last?.gl.deleteBuffer(buffer);
      if (programs) last?.gl.deleteProgram(programs.program);
      sent = [];
      programs = undefined;
    },
  };
}

function compile({ gl, generation }: WebGl): Programs | undefined {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) return undefined;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  ['position', 'fill', 'edge', 'shape', 'radius'].forEach((name, at) =>
    gl.bindAttribLocation(program, at, name),
  );
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return undefined;
  const [view, size, ratio] = ['view', 'size', 'ratio'].map(name => gl.getUniformLocation(program, name));
  return { generation, program, view: view ?? null, size: size ?? null, ratio: ratio ?? null };
}

function drawLayers(
  { gl }: WebGl,
  { program, view: place, size, ratio }: Programs,
  { layers, view, ratio: pixels, background }: Painting,
  width: number,
  height: number,
  sent: Record<string, Sent>[],
): void {
  gl.viewport(0, 0, width, height);
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, width, height);
  const [red, green, blue] = background;
  gl.clearColor(red / 255, green / 255, blue / 255, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  gl.uniform3f(place, view.scale, view.left, view.top);
  gl.uniform2f(size, width, height);
  gl.uniform1f(ratio, pixels);
  layers.forEach((marks, at) => {
    const layer = (sent[at] ??= {});
    bindMarks(gl, layer, marks);
    gl.drawArrays(gl.POINTS, 0, marks.count);
  });
}

function bindMarks(gl: WebGL2RenderingContext, layer: Record<string, Sent>, marks: Marks): void {
  const attributes = [
    ['positions', marks.positions, 2, gl.FLOAT, false],
    ['fill', marks.fill, 4, gl.UNSIGNED_BYTE, true],
    ['edge', marks.edge, 4, gl.UNSIGNED_BYTE, true],
    ['shape', marks.shape, 1, gl.UNSIGNED_BYTE, false],
    ['radius', marks.radius, 1, gl.FLOAT, false],
  ] as const;
  attributes.forEach(([name, values, parts, type, normalized], location) => {
    const known = (layer[name] ??= { buffer: gl.createBuffer(), source: undefined });
    gl.bindBuffer(gl.ARRAY_BUFFER, known.buffer);
    if (known.source !== values) {
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
      known.source = values;
    }
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, parts, type, normalized, 0, 0);
  });
}
