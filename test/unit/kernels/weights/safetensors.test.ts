import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWeights } from '../../../../kernels/clip/weights/open.ts';
import { failureOf, temporaryFolder } from './golden.ts';

const folder = temporaryFolder();

function file(header: string, dataLength: number, claimed = Buffer.byteLength(header)): string {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(claimed));
  const path = join(folder, 'case.safetensors');
  writeFileSync(path, Buffer.concat([length, Buffer.from(header), Buffer.alloc(dataLength)]));
  return path;
}

const tensor = (begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype = 'F32'): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

it('accepts padding, metadata, empty tensors and any order', async () => {
  const header = `{"__metadata__":{"format":"pt"},"b":${tensor(4, 12)},"a":${tensor(0, 4)},"e":${tensor(4, 4)}}   `;
  const { tensors } = await openWeights(file(header, 12));
  const start = 8 + header.length;
  expect(
    [...tensors.values()].map(({ name, offset, byteLength }) => [name, offset - start, byteLength]),
  ).toEqual([
    ['a', 0, 4],
    ['e', 4, 0],
    ['b', 4, 8],
  ]);
});

it.each([
  ['a header longer than the file', `{"a":${tensor(0, 4)}}`, 4, 100, /claims 100 bytes/],
  ['a header longer than the format allows', '{}', 0, 100_000_001, /format allows 100000000/],
  ['a header of 2^63 bytes', '{}', 0, Number(2n ** 63n), /format allows/],
  ['no JSON', '{"a"', 4, undefined, /not valid JSON/],
  ['bytes that are no UTF-8', '{"\ud800":1}', 4, 6, /not valid JSON/],
  [
    'a name that comes twice',
    `{"a":${tensor(0, 4)},"\\u0061":${tensor(0, 4)}}`,
    4,
    undefined,
    /names a twice/,
  ],
  ['a field that comes twice', `{"a":{"dtype":"F32","dtype" :"F32"}}`, 4, undefined, /names dtype twice/],
  ['an unknown type', `{"a":${tensor(0, 4, [1], 'F33')}}`, 4, undefined, /unknown dtype F33/],
  ['a type from the prototype', `{"a":${tensor(0, 4, [1], 'constructor')}}`, 4, undefined, /unknown dtype/],
  ['a negative extent', `{"a":${tensor(0, 4, [-1])}}`, 4, undefined, /impossible shape \[-1\]/],
  ['a fractional extent', `{"a":${tensor(0, 4, [0.5, 2])}}`, 4, undefined, /impossible shape/],
  ['a product beyond 2^53', `{"a":${tensor(0, 4, [2 ** 40, 2 ** 40, 0])}}`, 4, undefined, /impossible shape/],
  ['a size that does not follow', `{"a":${tensor(0, 4, [2])}}`, 4, undefined, /cannot have 4 bytes/],
  [
    'offsets in the wrong order',
    `{"a":${tensor(4, 0, [1])}}`,
    4,
    undefined,
    /impossible data_offsets \[4, 0\]/,
  ],
  ['negative offsets', `{"a":${tensor(-4, 0, [1])}}`, 4, undefined, /impossible data_offsets/],
  [
    'a hole',
    `{"a":${tensor(0, 4)},"b":${tensor(8, 12)}}`,
    12,
    undefined,
    /b starts at 8 where 4 was expected/,
  ],
  [
    'an overlap',
    `{"a":${tensor(0, 8)},"b":${tensor(4, 12)}}`,
    12,
    undefined,
    /b starts at 4 where 8 was expected/,
  ],
  ['data after the last tensor', `{"a":${tensor(0, 4)}}`, 8, undefined, /describes \d+ bytes, the file has/],
  ['data that is missing', `{"a":${tensor(0, 8)}}`, 4, undefined, /describes \d+ bytes, the file has/],
  ['metadata that is no map of strings', `{"__metadata__":{"a":1}}`, 0, undefined, /__metadata__/],
])('refuses %s', async (_, header, dataLength, claimed, sentence) => {
  const problem = await failureOf(openWeights(file(header, dataLength, claimed)));
  expect(problem.code).toBe('checkpoint-unreadable');
  expect(problem.message).toMatch(sentence);
});

it('says which tensor has a type that has no counterpart', async () => {
  const problem = await failureOf(openWeights(file(`{"a":${tensor(0, 4, [4], 'F8_E4M3')}}`, 4)));
  expect(problem).toMatchObject({ code: 'checkpoint-unsupported', message: /F8_E4M3 \(tensor a\)/ });
});
