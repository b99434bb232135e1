import type { Signature } from '../onnx/signature.ts';

/**
 * The factor and bias on the cosine inside an export of both towers, read backwards from its logits:
 * logits = cosine · factor (+ bias), where the factor may be written as exp(logit_scale). Undefined if it is not found.
 */
export function logitsOf(signature: Signature): { scale: number; bias?: number } | undefined {
  const producers = new Map(
    signature.nodes.flatMap(node => node.outputs.map(output => [output, node] as const)),
  );
  const { scalars } = signature;
  const scalarOf = (name: string): number | undefined => {
    const producer = producers.get(name);
    const input = producer?.inputs[0] ?? '';
    if (producer?.operator === 'Exp') return exponential(scalarOf(input));
    if (producer !== undefined && ['Identity', 'Cast', 'Squeeze', 'Reshape'].includes(producer.operator))
      return scalarOf(input);
    return scalars.get(name);
  };
  let at = signature.outputs.find(({ name }) => name.startsWith('logits'))?.name ?? '';
  let bias: number | undefined;
  for (let step = 0; step < 16; step++) {
    const node = producers.get(at);
    if (node === undefined) return undefined;
    const constant = node.inputs.findIndex(input => scalarOf(input) !== undefined);
    const other = node.inputs[constant === 0 ? 1 : 0] ?? '';
    if (node.operator === 'Mul' && constant >= 0) {
      const scale = scalarOf(node.inputs[constant]!)!;
      return bias === undefined ? { scale } : { scale, bias };
    }
    if (node.operator === 'Add' && constant >= 0) bias = scalarOf(node.inputs[constant]!);
    else if (!['Transpose', 'Identity', 'Cast'].includes(node.operator)) return undefined;
    at = other;
  }
  return undefined;
}

function exponential(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.exp(value);
}
