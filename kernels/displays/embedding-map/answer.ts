import type { EmbeddingMapAsk, MapChoices } from '../../../webviews/protocol/embedding-map.ts';
import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import { failure } from '../../protocol/failures/index.ts';

/** What a map does for its pictures. */
export interface MapActions {
  readonly select: (points: ArrayLike<number>) => unknown;
  readonly stop: () => unknown;
  readonly layOut: (choices: MapChoices) => unknown;
  readonly details: (point: number) => unknown;
}

/** What the picture gets for what it sends. @throws Failure `view-message`. */
export function answerEmbeddingMap(message: unknown, actions: MapActions): unknown {
  const ask = (typeof message === 'object' && message !== null ? message : {}) as Partial<EmbeddingMapAsk>;
  switch (ask.kind) {
    case 'select':
      if (ask.points?.dtype === 'uint32') return actions.select(unpackArray(ask.points));
      break;
    case 'stop':
      return actions.stop();
    case 'lay-out':
      return actions.layOut(ask as MapChoices);
    case 'details':
      if (Number.isSafeInteger(ask.point)) return actions.details(ask.point!);
      break;
    case undefined:
  }
  throw failure('view-message', { view: 'embedding-map' });
}
