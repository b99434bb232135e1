// Runs in every page before its own scripts: keeps the WebGL contexts that it makes, so that a test can count and lose them.
globalThis.webglContexts = [];
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
  const context = Reflect.apply(getContext, this, [kind, ...options]);
  if (context && /webgl/.test(kind)) globalThis.webglContexts.push(context);
  return context;
};
