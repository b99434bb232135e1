import manifest from '../package.json' with { type: 'json' };

/** Version of this package, recorded in every output. */
export const version: string = manifest.version;
