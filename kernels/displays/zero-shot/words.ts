import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { ZeroShotData } from '../../../webviews/protocol/zero-shot.ts';

/** `12 images · accuracy 91.7 %`. */
export function summaryOf({ total, images, accuracy, unreadable }: ZeroShotData): string {
  return [
    `${total} ${total === 1 ? 'image' : 'images'}`,
    ...(accuracy === undefined ? [] : [`accuracy ${(accuracy * 100).toFixed(1)} %`]),
    ...(images.length < total ? [`the first ${images.length} are shown`] : []),
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} could not be read`]),
  ].join(' · ');
}

/** `builtin fp32 · 3fa9c2… · clip-notebook 0.1.0 · 2026-01-31`. */
export function provenanceLine({ models, n, version, made, choices = {} }: Provenance): string {
  return [
    ...models.map(
      model => `${model.name} ${model.precision} (${model.digest.slice(0, 12)}, ${model.preset})`,
    ),
    `n = ${n}`,
    ...Object.entries(choices).map(([name, value]) => `${name} ${value}`),
    `clip-notebook ${version}`,
    made.slice(0, 10),
  ].join(' · ');
}

export function percent(probability: number): string {
  return `${(probability * 100).toFixed(1)} %`;
}
