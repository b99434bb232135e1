import { createRandom } from '../../phantoms/drawing/random.ts';
import { wholeOption } from '../statistics/checked.ts';

export interface TrainingOptions {
  /** Times that every case is seen. */
  readonly epochs?: number;
  /** Learning rate at the start; it falls to 0 along a cosine. */
  readonly rate?: number;
  /** Cases in one step; default 256. */
  readonly batch?: number;
  /** Of AdamW; pulls parameters to 0. */
  readonly weightDecay?: number;
  /** Of AdamW, added to the root of the second moment. */
  readonly epsilon?: number;
  /** Default 0; of the order of the cases and of first weights. */
  readonly seed?: number;
}

/**
 * Trains `parameters` in place with AdamW (Loshchilov and Hutter 2019; moments 0.9 and 0.999) and a cosine schedule. The same seed
 * gives the same result.
 * @param slope writes the gradient of the mean loss of the cases in `batch` into `gradient`, which holds zeros.
 * @throws Failure `option-invalid`.
 */
export function train(
  parameters: Float64Array,
  cases: number,
  slope: (batch: readonly number[], gradient: Float64Array) => void,
  {
    epochs = 20,
    rate = 1e-3,
    batch = 256,
    weightDecay = 0.01,
    epsilon = 1e-8,
    seed = 0,
  }: TrainingOptions = {},
): void {
  wholeOption('epochs', epochs, 0);
  wholeOption('batch', batch, 1);
  const random = createRandom(seed).fork('order of cases');
  const steps = epochs * Math.ceil(cases / batch);
  const [first, second] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
  const gradient = new Float64Array(parameters.length);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.shuffled(Array.from({ length: cases }, (_, at) => at));
    for (let from = 0; from < cases; from += batch) {
      gradient.fill(0);
      slope(order.slice(from, from + batch), gradient);
      const now = (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
      step++;
      const [firstScale, secondScale] = [1 - 0.9 ** step, 1 - 0.999 ** step];
      for (let at = 0; at < parameters.length; at++) {
        const value = gradient[at]!;
        first[at] = 0.9 * first[at]! + 0.1 * value;
        second[at] = 0.999 * second[at]! + 0.001 * value * value;
        const change = first[at]! / firstScale / (Math.sqrt(second[at]! / secondScale) + epsilon);
        parameters[at] = parameters[at]! * (1 - now * weightDecay) - now * change;
      }
    }
  }
}
