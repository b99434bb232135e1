/** Uniform numbers in (0, 1) of 32 bits, the same on every machine (mulberry32 by T. Ettinger, public domain). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** Numbers of mean 0 and deviation 1: twelve uniform ones less six, which needs no function that differs between machines. */
export function normal(seed: number): () => number {
  const next = uniform(seed);
  return () => {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += next();
    return sum;
  };
}
