/** Pulse sequences that can be drawn. */
export const sequences = ['T1', 'T2', 'FLAIR'] as const;
export type Sequence = (typeof sequences)[number];

/** Axial levels, from below upwards. */
export const levels = ['basal ganglia', 'lateral ventricles', 'centrum semiovale'] as const;
export type Level = (typeof levels)[number];

/** Signal of each tissue in [0, 1]. */
export interface Signals {
  readonly air: number;
  readonly skin: number;
  readonly fat: number;
  readonly bone: number;
  readonly marrow: number;
  readonly dura: number;
  readonly fluid: number;
  readonly gray: number;
  readonly white: number;
  readonly nuclei: number;
  readonly edema: number;
  readonly infarct: number;
  readonly necrosis: number;
  readonly tumor: number;
  readonly enhancing: number;
  readonly clot: number;
  readonly clotRim: number;
  readonly subdural: number;
  readonly lesion: number;
}

/** Relative signals at clinical settings; the order of tissues follows D. W. McRobbie, MRI from Picture to Proton. */
export const signals: Readonly<Record<Sequence, Signals>> = {
  T1: {
    air: 0.015,
    skin: 0.5,
    fat: 0.97,
    bone: 0.05,
    marrow: 0.5,
    dura: 0.3,
    fluid: 0.1,
    gray: 0.42,
    white: 0.66,
    nuclei: 0.5,
    edema: 0.36,
    infarct: 0.25,
    necrosis: 0.16,
    tumor: 0.33,
    enhancing: 0.98,
    clot: 0.97,
    clotRim: 0.72,
    subdural: 0.88,
    lesion: 0.36,
  },
  T2: {
    air: 0.015,
    skin: 0.3,
    fat: 0.62,
    bone: 0.04,
    marrow: 0.3,
    dura: 0.12,
    fluid: 0.98,
    gray: 0.5,
    white: 0.31,
    nuclei: 0.4,
    edema: 0.8,
    infarct: 0.86,
    necrosis: 0.95,
    tumor: 0.66,
    enhancing: 0.52,
    clot: 0.7,
    clotRim: 0.05,
    subdural: 0.82,
    lesion: 0.82,
  },
  FLAIR: {
    air: 0.015,
    skin: 0.3,
    fat: 0.6,
    bone: 0.05,
    marrow: 0.28,
    dura: 0.16,
    fluid: 0.07,
    gray: 0.54,
    white: 0.35,
    nuclei: 0.47,
    edema: 0.83,
    infarct: 0.92,
    necrosis: 0.25,
    tumor: 0.62,
    enhancing: 0.97,
    clot: 0.8,
    clotRim: 0.07,
    subdural: 0.87,
    lesion: 0.93,
  },
};
