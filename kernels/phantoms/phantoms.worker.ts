import { parentPort } from 'node:worker_threads';
import { drawPhantom, type PhantomRequest } from './draw-phantom.ts';
import { createTextures } from './drawing/texture.ts';
import type { PhantomResponse } from './worker-messages.ts';

const textures = createTextures();

parentPort?.on('message', (request: PhantomRequest) => {
  try {
    const phantom = drawPhantom(request, textures);
    const buffers = new Set([phantom.data.buffer, ...phantom.findings.map(({ mask }) => mask.buffer)]);
    const owned = [...buffers].filter(buffer => buffer instanceof ArrayBuffer);
    parentPort?.postMessage({ phantom } satisfies PhantomResponse, owned);
  } catch (error) {
    parentPort?.postMessage(described(error));
  }
});

function described(error: unknown): PhantomResponse {
  if (error instanceof RangeError) return { refusal: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { fault: message, stack };
}
