import { parentPort } from 'node:worker_threads';
import { Failure } from '../../protocol/failures/index.ts';
import { loadImage } from './load.ts';
import type { ImageRequest, ImageResponse } from './worker-messages.ts';

parentPort?.on('message', (request: ImageRequest) => {
  void loadImage(request).then(
    image =>
      parentPort?.postMessage({ outcome: 'loaded', image } satisfies ImageResponse, [image.pixels.buffer]),
    (error: unknown) => parentPort?.postMessage(described(error)),
  );
});

function described(error: unknown): ImageResponse {
  if (error instanceof Failure) {
    const { code, message, details, cause } = error;
    const reason = cause instanceof Error ? (cause.stack ?? cause.message) : undefined;
    return { outcome: 'failed', code, message, details, cause: reason };
  }
  if (error instanceof Error) return { outcome: 'broken', message: error.message, stack: error.stack };
  return { outcome: 'broken', message: String(error), stack: undefined };
}
