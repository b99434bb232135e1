import type { Provenance } from '../protocol/views.ts';

/** `builtin fp32 (3fa9c2…, openai 224) · n = 366 · seed 0 · … · clip-notebook 0.1.0 · 2026-01-31`. */
export function provenanceLine({ models, n, seed, version, made, choices = {} }: Provenance): string {
  return [
    ...models.map(
      model => `${model.name} ${model.precision} (${model.digest.slice(0, 12)}, ${model.preset})`,
    ),
    `n = ${n}`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...Object.entries(choices).map(([name, value]) => `${name} ${value}`),
    `clip-notebook ${version}`,
    made.slice(0, 10),
  ].join(' · ');
}
