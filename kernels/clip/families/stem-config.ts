import { failure } from '../../protocol/failures/index.ts';
import type { StemLayer } from '../towers/convolution-stem.ts';
import { isRecord } from '../weights/json.ts';
import { configOf } from './config.ts';
import type { Config } from './config.ts';

/**
 * The convolutions in `stem` of a `vision_config`: `[{ "channels": 32, "stride": 2 }, …]`; together they step a divisor of
 * `patch` pixels. Throws `config-unreadable`.
 */
export function stemOf(config: Config, patch: number): StemLayer[] {
  const wrong = (problem: string): Error => failure('config-unreadable', { path: config.path, problem });
  const stem = config.raw('stem');
  if (!Array.isArray(stem) || stem.length === 0) throw wrong('stem is no list of layers');
  const layers = stem.map((layer: unknown): StemLayer => {
    if (!isRecord(layer)) throw wrong('stem holds something that is no layer');
    const own = configOf(layer, config.path);
    const stride = own.count('stride', 1);
    if (stride !== 1 && stride !== 2) throw wrong(`a stride of the stem is ${stride}, neither 1 nor 2`);
    return { channels: own.count('channels'), stride };
  });
  const step = layers.reduce((product, { stride }) => product * stride, 1);
  if (patch % step !== 0)
    throw wrong(`the stem steps ${step} pixels, which do not divide patches of ${patch}`);
  return layers;
}
