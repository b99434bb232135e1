import { isKind, type PickleStorage, type PickleTensor, type PickleValue } from './pickle-value.ts';

/** Whether a checkpoint may refer to `name`. Being known gives a name no power: see `construct`. */
export function isKnownGlobal(name: string): boolean {
  return known.has(name) || torchScriptClass.test(name);
}

/**
 * What calling the known global `name` yields: a tensor, a dict, or an inert object that says what was asked for.
 * Undefined if a tensor is described by impossible arguments. Argument lists follow `torch/_utils.py`.
 */
export function construct(name: string, args: PickleValue[]): PickleValue | undefined {
  switch (name) {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return tensorOf(args);
    case 'torch._utils._rebuild_tensor_v3':
      return isKind(args[6], 'global') ? tensorOf(args, args[6].name) : undefined;
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return args[0];
    case 'torch._tensor._rebuild_from_type_v2':
      return isKind(args[0], 'global') && rebuilds.has(args[0].name) && Array.isArray(args[2])
        ? construct(args[0].name, args[2])
        : undefined;
    case 'collections.OrderedDict':
      return dictOf(args[0]);
    case 'torch.Size':
    case 'torch.jit._pickle.build_intlist':
    case 'torch.jit._pickle.build_doublelist':
    case 'torch.jit._pickle.build_boollist':
    case 'torch.jit._pickle.build_tensorlist':
    case 'torch.jit._pickle.restore_type_tag':
      return args[0];
    default:
      return { kind: 'object', type: name, arguments: args, state: null };
  }
}

/** The storage that a persistent id `('storage', class, key, device, count)` names, if it is one. */
export function storageOf(id: PickleValue): PickleStorage | undefined {
  if (!Array.isArray(id) || id[0] !== 'storage') return undefined;
  const [, type, key, , count, view] = id;
  if (!isKind(type, 'global') || !storageClass.test(type.name)) return undefined;
  if (typeof key !== 'string' || typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    return undefined;
  // torch 0.3 could save a storage as a window on another; later versions write None.
  if (view !== undefined && view !== null) return undefined;
  return { kind: 'storage', type: type.name, key, count };
}

const torchScriptClass = /^__torch__\.[\w.]+$/;
const storageClass = /^torch\.(cuda\.|storage\.)?\w*Storage$/;

const rebuilds = new Set([
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
]);

const named = (prefix: string, names: string): string[] => names.split(' ').map(name => `${prefix}.${name}`);
const storages =
  'Float Double Half BFloat16 Long Int Short Char Byte Bool ComplexFloat ComplexDouble QInt8 QUInt8 QInt32 Untyped'
    .split(' ')
    .map(name => `${name}Storage`)
    .join(' ');

const known: ReadonlySet<string> = new Set([
  ...rebuilds,
  'torch._tensor._rebuild_from_type_v2',
  ...named('torch', storages),
  ...named('torch.cuda', storages),
  'torch.storage.UntypedStorage',
  'torch.storage.TypedStorage',
  ...named('torch', 'Size device Tensor dtype'),
  ...named('torch', 'float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool'),
  ...named('torch', 'uint16 uint32 uint64 complex64 complex128 float8_e4m3fn float8_e5m2'),
  'torch.nn.parameter.Parameter',
  'torch.serialization._get_layout',
  ...named(
    'torch.jit._pickle',
    'build_intlist build_doublelist build_boollist build_tensorlist build_tensor_from_id restore_type_tag',
  ),
  ...named('collections', 'OrderedDict defaultdict Counter'),
  // What training scripts of open_clip and its kin leave beside the state_dict.
  'argparse.Namespace',
  'copyreg._reconstructor',
  '_codecs.encode',
  ...['builtins', '__builtin__'].flatMap(module => named(module, 'object dict list set')),
  ...['numpy.core.multiarray', 'numpy._core.multiarray'].flatMap(module =>
    named(module, 'scalar _reconstruct'),
  ),
  ...named('numpy', 'dtype ndarray'),
]);

// What PyTorch and NumPy allow.
const mostAxes = 64;

function tensorOf(args: PickleValue[], dtype?: string): PickleTensor | undefined {
  const [storage, offset, shape, strides] = args;
  if (!isKind(storage, 'storage') || typeof offset !== 'number') return undefined;
  if (!isNumbers(shape) || !isNumbers(strides)) return undefined;
  return { kind: 'tensor', storage, offset, shape, strides, ...(dtype === undefined ? {} : { dtype }) };
}

function dictOf(pairs: PickleValue | undefined): PickleValue | undefined {
  const dict = new Map<PickleValue, PickleValue>();
  if (pairs === undefined) return dict;
  if (pairs instanceof Map) return pairs;
  if (!Array.isArray(pairs)) return undefined;
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) return undefined;
    dict.set(pair[0]!, pair[1]!);
  }
  return dict;
}

function isNumbers(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.length <= mostAxes && value.every(item => typeof item === 'number');
}
