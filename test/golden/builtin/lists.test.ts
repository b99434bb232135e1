import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTextures } from '../../../kernels/phantoms/drawing/texture.ts';
import { drawPhantom } from '../../../kernels/phantoms/draw-phantom.ts';
import { knownPhantoms } from '../../../kernels/phantoms/known-phantoms.ts';

interface Pair {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));
}

const known = knownPhantoms();
const paraphrases = read('paraphrases') as {
  modalities: Record<string, string[]>;
  findings: Record<string, Record<string, Pair>>;
};
const prompts = read('prompts') as { positive: string[]; negative: string[] };
const triplets = read('triplets') as Record<string, [string, string, string][]>;

/** Without case and punctuation, as a tokenizer would hardly tell them apart. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const paraphrased = Object.values(paraphrases.findings)
  .flatMap(findings => Object.values(findings))
  .flatMap(({ positive, negative }) => [...positive, ...negative]);

describe('the evaluation’s lists', () => {
  it('have prompts for exactly the findings that can be drawn', () => {
    for (const { modality, findings } of known) {
      expect(paraphrases.modalities[modality]?.length).toBeGreaterThan(0);
      expect(Object.keys(paraphrases.findings[modality] ?? {}).sort()).toEqual([...findings].sort());
    }
    for (const { positive, negative } of Object.values(paraphrases.findings).flatMap(Object.values<Pair>)) {
      expect(positive.length).toBeGreaterThan(0);
      expect(negative.filter(text => positive.includes(text))).toEqual([]);
    }
  });

  it('hold no sentence that reports say: those are trained on', () => {
    const filled = known.flatMap(({ words, findings }) =>
      findings.flatMap(finding =>
        [...prompts.positive, ...prompts.negative].map(template =>
          template.replace('{modality}', words[0]!).replace('{finding}', finding),
        ),
      ),
    );
    const held = new Set([...paraphrased, ...filled].map(plain));
    const textures = createTextures();
    const said = known.flatMap(({ modality }) =>
      Array.from(
        { length: 40 },
        (_, seed) => drawPhantom({ modality, seed: 10_000 + seed, size: 32 }, textures).report,
      ).flat(),
    );
    expect(said.length).toBeGreaterThan(500);
    expect([...new Set(said.map(plain))].filter(sentence => held.has(sentence))).toEqual([]);
  });

  it('have at least 100 triplets of three different terms, over many specialties', () => {
    const all = Object.values(triplets).flat();
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(Object.keys(triplets).length).toBeGreaterThanOrEqual(10);
    for (const triplet of all) expect(new Set(triplet.map(plain)).size).toBe(3);
    expect(new Set(all.map(triplet => triplet.join('|'))).size).toBe(all.length);
  });
});
