import type { EncoderSpace, SpaceSide } from './embedding-space.ts';

/** One measure in the space of each encoder. */
export type SpaceRow = { measure: string; of: string; 'how to read it': string } & Record<
  string,
  string | number | undefined
>;

interface Measure {
  readonly name: string;
  readonly read: string;
  readonly of: (side: SpaceSide) => number;
}

const ofSides: readonly Measure[] = [
  {
    name: 'mean cosine of all pairs',
    read: 'Anisotropy: 0 if directions are used evenly, near 1 if all lie in a narrow cone, where a high cosine says nothing.',
    of: side => side.meanCosine,
  },
  {
    name: 'effective rank',
    read: 'About how many directions are in use, at most the rows or the dimensions: few mean that much is told by little.',
    of: side => side.effectiveRank,
  },
  {
    name: 'effective rank, centred',
    read: 'The same after the mean is taken away: what remains to tell rows apart.',
    of: side => side.centredEffectiveRank,
  },
  {
    name: 'share of the largest direction',
    read: 'Of the variance around the mean, in [0, 1]; above about 0.3 one contrast rules the space.',
    of: side => side.largestShare,
  },
  {
    name: 'uniformity',
    read: 'At most 0, lower for a more even spread over the sphere; about −4 at best. Compare on the same rows only.',
    of: side => side.uniformity,
  },
  {
    name: 'skewness of hubs',
    read: '0 if every row is a neighbour equally often; above about 1, a few hubs turn up as neighbours of everything.',
    of: side => side.hubness.skewness,
  },
  {
    name: 'never a neighbour',
    read: 'Share of rows that are near no other: retrieval cannot find them.',
    of: side => side.hubness.neverNear,
  },
];

/** One row a measure and side. */
export function spaceRows(spaces: readonly EncoderSpace[]): SpaceRow[] {
  const row = (
    measure: string,
    of: string,
    read: string,
    value: (space: EncoderSpace) => number | undefined,
  ): SpaceRow => ({
    measure,
    of,
    ...Object.fromEntries(spaces.map(space => [space.name, value(space)])),
    'how to read it': read,
  });
  const images = spaces.some(space => space.images !== undefined);
  return [
    ...ofSides.map(({ name, read, of }) => row(name, 'texts', read, space => of(space.texts))),
    ...(images
      ? ofSides.map(({ name, read, of }) => row(name, 'images', read, ({ images: side }) => side && of(side)))
      : []),
    ...(spaces.some(({ gap }) => gap !== undefined)
      ? [
          row(
            'modality gap',
            'images and texts',
            'Distance between the mean image and the mean text, in [0, 2]: cosines across it are not those within a side.',
            ({ gap }) => gap?.distance,
          ),
          row(
            'mean cosine of image and text',
            'images and texts',
            'Of all combinations: what a pair that has nothing in common reaches.',
            ({ gap }) => gap?.meanCosine,
          ),
        ]
      : []),
    ...(spaces.some(space => space.alignment !== undefined)
      ? [
          row(
            'alignment',
            'matched pairs',
            'Mean squared distance of an image and its own text, in [0, 4], 0 at best: 2 is a right angle.',
            space => space.alignment,
          ),
        ]
      : []),
  ];
}
