import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../../../kernels/clip/onnx/model.ts';
import { messageWriter } from '../../../../kernels/clip/onnx/protobuf.ts';
import { messageReader } from '../../../../kernels/clip/onnx/protobuf-reader.ts';
import { readSignature } from '../../../../kernels/clip/onnx/signature.ts';
import { withSource } from '../../../../kernels/clip/weights/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'protobuf-'));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('the wire format', () => {
  it('equals the specification’s own examples', () => {
    const message = messageWriter();
    message.integer(1, 150);
    message.text(2, 'testing');
    const inner = messageWriter();
    inner.integer(1, 150);
    message.message(3, inner);
    const hex = Buffer.from(message.finish()).toString('hex');
    expect(hex).toBe('089601' + '120774657374696e67' + '1a03089601');
  });

  it('writes negative integers as ten bytes and floats as four', () => {
    const message = messageWriter();
    message.integer(1, -1);
    message.float(2, 1.5);
    expect(Buffer.from(message.finish()).toString('hex')).toBe('08ffffffffffffffffff01' + '150000c03f');
  });

  it('reads back whatever was written', async () => {
    const field = fc.record({
      number: fc.integer({ min: 1, max: 100_000 }),
      value: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.string()),
    });
    let index = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 20 }), async fields => {
        const message = messageWriter();
        for (const { number, value } of fields) {
          if (typeof value === 'string') message.text(number, value);
          else message.integer(number, value);
        }
        const path = written(`fields-${index++ % 8}`, message.finish());
        const back = await withSource(path, async source => {
          const reader = messageReader(source);
          const read: { number: number; value: number | string }[] = [];
          for await (const part of reader.fields(0, source.size)) {
            const value = part.wireType === 2 ? await reader.text(part) : part.value;
            read.push({ number: part.number, value });
          }
          return read;
        });
        expect(back).toEqual(
          fields.map(({ number, value }) => ({
            number,
            value:
              typeof value === 'string' ? new TextDecoder().decode(new TextEncoder().encode(value)) : value,
          })),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('a model', () => {
  it('is read back with its ports, nodes, constants and size', async () => {
    const bytes = encodeModel({
      inputs: [{ name: 'pixels', type: 'float32', shape: ['n', 3, 32, 32] }],
      outputs: [{ name: 'logits_per_image', type: 'float32', shape: ['n'] }],
      nodes: [
        {
          operator: 'Mul',
          domain: '',
          name: 'scale',
          inputs: ['pixels', 'factor'],
          outputs: ['logits_per_image'],
          attributes: { axis: { int: -1 }, alpha: { float: 2 }, mode: { text: 'x' }, axes: { ints: [0, 2] } },
        },
      ],
      initializers: [
        { name: 'factor', type: 'float32', shape: [], data: new Uint8Array(Float32Array.of(100.5).buffer) },
        {
          name: 'weight',
          type: 'float16',
          shape: [4, 8],
          data: { location: 'a.bin', offset: 2 ** 40 + 3, byteLength: 64 },
        },
      ],
    });
    const signature = await readSignature(written('model.onnx', bytes));
    expect(signature.inputs).toEqual([{ name: 'pixels', type: 'float32', shape: [-1, 3, 32, 32] }]);
    expect(signature.outputs).toEqual([{ name: 'logits_per_image', type: 'float32', shape: [-1] }]);
    expect(signature.nodes).toEqual([
      { operator: 'Mul', inputs: ['pixels', 'factor'], outputs: ['logits_per_image'] },
    ]);
    expect(signature.scalars.get('factor')).toBe(100.5);
    expect(signature.parameterCount).toBe(32);
    expect(Buffer.from(bytes).includes(String(2 ** 40 + 3))).toBe(true);
  });

  it.each([
    ['text', new TextEncoder().encode('<html>not a model</html>')],
    ['zeros', new Uint8Array(64)],
    ['a length beyond the end', Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0x7f, 0x0a)],
    ['a number that never ends', new Uint8Array(32).fill(0xff)],
  ])('is refused if it is %s', async (name, bytes) => {
    await expect(readSignature(written(`${name}.onnx`, bytes))).rejects.toMatchObject({
      code: 'checkpoint-unreadable',
    });
  });
});
