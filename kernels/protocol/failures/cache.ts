/** The embedding cache on disk. */
export const cacheFailures = {
  'disk-full': ({ path }: { path: string }) =>
    `The disk that holds ${path} is full. Free some space and run again; nothing half-written was kept.`,
};
