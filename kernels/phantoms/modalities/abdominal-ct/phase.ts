/** Contrast phases that can be drawn. */
export const phases = ['unenhanced', 'arterial', 'portal venous'] as const;
export type Phase = (typeof phases)[number];

/** Attenuation of each tissue in Hounsfield units. */
export interface Attenuation {
  readonly liver: number;
  readonly spleen: number;
  readonly cortex: number;
  readonly medulla: number;
  readonly pancreas: number;
  readonly aorta: number;
  readonly cava: number;
  readonly portal: number;
  readonly veins: number;
  readonly wall: number;
  /** Liver with fat in its cells. */
  readonly fatty: number;
  readonly liverTumor: number;
  readonly liverTumorRim: number;
  readonly kidneyTumor: number;
  readonly pancreasTumor: number;
}

/** Typical values at 120 kV: W. A. Kalender, Computed Tomography, and usual enhancement curves. */
export const attenuations: Readonly<Record<Phase, Attenuation>> = {
  unenhanced: {
    liver: 58,
    spleen: 48,
    cortex: 34,
    medulla: 30,
    pancreas: 42,
    aorta: 42,
    cava: 38,
    portal: 38,
    veins: 40,
    wall: 42,
    fatty: -4,
    liverTumor: 24,
    liverTumorRim: 36,
    kidneyTumor: 44,
    pancreasTumor: 18,
  },
  arterial: {
    liver: 70,
    spleen: 128,
    cortex: 190,
    medulla: 75,
    pancreas: 112,
    aorta: 310,
    cava: 75,
    portal: 90,
    veins: 68,
    wall: 85,
    fatty: 14,
    liverTumor: 30,
    liverTumorRim: 145,
    kidneyTumor: 115,
    pancreasTumor: 45,
  },
  'portal venous': {
    liver: 112,
    spleen: 122,
    cortex: 178,
    medulla: 160,
    pancreas: 95,
    aorta: 155,
    cava: 145,
    portal: 175,
    veins: 158,
    wall: 85,
    fatty: 38,
    liverTumor: 48,
    liverTumorRim: 78,
    kidneyTumor: 88,
    pancreasTumor: 48,
  },
};
