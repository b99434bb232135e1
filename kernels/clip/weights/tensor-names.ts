import { failure } from '../../protocol/failures/index.ts';
import { printable } from './printable.ts';
import { describePickleValue, isKind, type PickleTensor, type PickleValue } from './pickle-value.ts';

/**
 * The tensors of what `torch.save` wrote, by name: of the state_dict itself, or of the dict under `state_dict`,
 * `model_state_dict`, `model`, … in a training checkpoint. Nested dicts give dotted names.
 * Fails with `checkpoint-no-tensors`.
 */
export function tensorsOfDict(root: PickleValue, path: string): Map<string, PickleTensor> {
  let dict = root;
  for (let depth = 0; depth < deepestWrapper && dict instanceof Map; depth++) dict = wrapped(dict) ?? dict;
  return collect(dict, path, root, value => (value instanceof Map ? value : undefined));
}

/**
 * The tensors of the module that `torch.jit.save` wrote, named by the attributes that lead to them
 * (`visual.conv1.weight`). Fails with `checkpoint-no-tensors`.
 */
export function tensorsOfModule(root: PickleValue, path: string): Map<string, PickleTensor> {
  return collect(root, path, root, value =>
    isKind(value, 'object') && value.state instanceof Map ? value.state : undefined,
  );
}

/** Names without the wrappers of training (`module.`, `_orig_mod.`) if all have them. */
export function withoutWrapperPrefix(names: readonly string[]): string[] {
  let stripped = [...names];
  for (let depth = 0; depth < deepestWrapper && stripped.length > 0; depth++) {
    const prefix = ['module.', '_orig_mod.'].find(start => stripped.every(name => name.startsWith(start)));
    if (prefix === undefined) break;
    stripped = stripped.map(name => name.slice(prefix.length));
  }
  return stripped;
}

const wrappers = [
  'state_dict',
  'model_state_dict',
  'model_state',
  'model',
  'module',
  'net',
  'params',
  'weights',
];

const deepestWrapper = 4;

// Far above real models (a ViT-L/14 CLIP has 590 tensors, its modules nest 8 deep): bounds what shared dicts multiply to.
const mostNodes = 200_000;
const deepest = 64;
const longestName = 4096;

function wrapped(dict: ReadonlyMap<PickleValue, PickleValue>): PickleValue | undefined {
  return wrappers.map(key => dict.get(key)).find(value => value instanceof Map && holdsTensors(value));
}

function holdsTensors(
  dict: ReadonlyMap<PickleValue, PickleValue>,
  seen = new Set<PickleValue>(),
  depth = 0,
): boolean {
  for (const value of dict.values()) {
    if (isKind(value, 'tensor')) return true;
    if (!(value instanceof Map) || seen.has(value) || depth === deepestWrapper) continue;
    seen.add(value);
    if (holdsTensors(value, seen, depth + 1)) return true;
  }
  return false;
}

function collect(
  start: PickleValue,
  path: string,
  root: PickleValue,
  children: (value: PickleValue) => ReadonlyMap<PickleValue, PickleValue> | undefined,
): Map<string, PickleTensor> {
  const tensors = new Map<string, PickleTensor>();
  const endless = (): Error =>
    failure('checkpoint-unreadable', { path, problem: 'its names nest without end' });
  let nodes = 0;
  const visit = (value: PickleValue, name: string, depth: number): void => {
    if (depth > deepest || name.length > longestName) throw endless();
    if (isKind(value, 'tensor')) {
      if (tensors.has(name))
        throw failure('checkpoint-unreadable', {
          path,
          problem: `it has two tensors called ${printable(name)}`,
        });
      tensors.set(name, value);
    }
    for (const [key, child] of children(value) ?? []) {
      if (++nodes > mostNodes) throw endless();
      if (typeof key === 'string') visit(child, name === '' ? key : `${name}.${key}`, depth + 1);
    }
  };
  visit(start, '', 0);
  tensors.delete('');
  if (tensors.size === 0) throw failure('checkpoint-no-tensors', { path, found: describePickleValue(root) });
  return tensors;
}
