import { failure } from '../../protocol/failures/index.ts';
import { DamagedPickle, EndOfPickle, PickleReader } from './pickle-reader.ts';
import { isKind, type PickleStorage, type PickleValue } from './pickle-value.ts';
import { printable } from './printable.ts';
import { construct, isKnownGlobal, storageOf } from './torch-globals.ts';

/** A pickle that was read. */
export interface Unpickled {
  readonly value: PickleValue;
  /** Every storage it refers to, by key. */
  readonly storages: ReadonlyMap<string, PickleStorage>;
  /** Bytes it takes. */
  readonly length: number;
}

/**
 * Reads one pickle (protocol 2 to 5) from the start of `bytes` into inert data; `path` names the file in failures.
 * Opcodes after Python's `pickletools`. Python runs what a pickle names; here a name is looked up in the list of
 * torch-globals.ts and refused with `checkpoint-foreign-global` if it is not there.
 * Work and memory are linear in `bytes`, and at most `longestProgram` opcodes are read.
 * Returns undefined if `bytes` ends before the pickle does.
 * Fails with `checkpoint-foreign-global` or `checkpoint-unreadable`.
 */
export function unpickle(bytes: Uint8Array, path: string): Unpickled | undefined {
  const reader = new PickleReader(bytes);
  const storages = new Map<string, PickleStorage>();
  try {
    return { value: run(reader, path, storages), storages, length: reader.position };
  } catch (error) {
    if (error instanceof EndOfPickle) return undefined;
    if (error instanceof DamagedPickle)
      throw failure('checkpoint-unreadable', { path, problem: `its pickle ${error.message}` }, error);
    throw error;
  }
}

// A state_dict of 1,000 tensors takes about 30,000 operations, one with its optimizer 100,000.
const longestProgram = 1_000_000;

function run(reader: PickleReader, path: string, storages: Map<string, PickleStorage>): PickleValue {
  const stack: PickleValue[] = [];
  const marks: number[] = [];
  const memo = new Map<number, PickleValue>();
  let operations = 0;

  const broken = (problem: string): Error => new DamagedPickle(problem);
  const pop = (): PickleValue => {
    if (stack.length <= (marks.at(-1) ?? 0)) throw broken('takes a value that is not there');
    return stack.pop()!;
  };
  const top = (): PickleValue => {
    if (stack.length <= (marks.at(-1) ?? 0)) throw broken('takes a value that is not there');
    return stack.at(-1)!;
  };
  const popMark = (): PickleValue[] => {
    const mark = marks.pop();
    if (mark === undefined) throw broken('has no matching mark');
    return stack.splice(mark);
  };
  const global = (module: PickleValue, name: PickleValue): PickleValue => {
    if (typeof module !== 'string' || typeof name !== 'string') throw broken('has a global without a name');
    const whole = `${module}.${name}`;
    if (!isKnownGlobal(whole)) throw failure('checkpoint-foreign-global', { path, global: printable(whole) });
    return { kind: 'global', name: whole };
  };
  const call = (callable: PickleValue, args: PickleValue): PickleValue => {
    if (!isKind(callable, 'global') || !Array.isArray(args)) throw broken('calls what cannot be called');
    // Lists may be recalled and passed again and again: what a call looks at counts as work.
    if (Array.isArray(args[0])) operations += args[0].length;
    const made = construct(callable.name, args);
    if (made === undefined) throw broken(`gives ${callable.name} impossible arguments`);
    return made;
  };
  const append = (items: readonly PickleValue[]): void => {
    const target = top();
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (!isKind(target, 'object')) throw broken('appends to what is no list');
  };
  const setItems = (items: readonly PickleValue[]): void => {
    const target = top();
    if (items.length % 2 !== 0) throw broken('has a key without a value');
    if (target instanceof Map) for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
    else if (!isKind(target, 'object')) throw broken('sets items of what is no dict');
  };
  const remember = (index: number): void => {
    memo.set(index, top());
  };
  const recall = (index: number): void => {
    const value = memo.get(index);
    if (value === undefined) throw broken('recalls a value it never stored');
    stack.push(value);
  };

  for (; ; operations++) {
    if (operations > longestProgram) throw broken(`has more than ${longestProgram} operations`);
    const opcode = reader.byte();
    switch (opcode) {
      case 0x80: // PROTO
        if (reader.byte() > 5) throw broken('has a protocol above 5');
        break;
      case 0x95: // FRAME
        reader.skip(8);
        break;
      case 0x2e: // STOP
        return pop();
      case 0x28: // MARK
        marks.push(stack.length);
        break;
      case 0x30: // POP
        if (stack.length === marks.at(-1)) marks.pop();
        else pop();
        break;
      case 0x31: // POP_MARK
        popMark();
        break;
      case 0x32: // DUP
        stack.push(top());
        break;
      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x4a: // BININT
        stack.push(reader.signed32());
        break;
      case 0x4b: // BININT1
        stack.push(reader.byte());
        break;
      case 0x4d: // BININT2
        stack.push(reader.unsigned16());
        break;
      case 0x8a: // LONG1
        stack.push(reader.long(reader.byte()));
        break;
      case 0x8b: // LONG4
        stack.push(reader.long(reader.unsigned32()));
        break;
      case 0x47: // BINFLOAT
        stack.push(reader.float64());
        break;
      case 0x58: // BINUNICODE
        stack.push(reader.text(reader.unsigned32()));
        break;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(reader.text(reader.byte()));
        break;
      case 0x8d: // BINUNICODE8
        stack.push(reader.text(reader.unsigned64()));
        break;
      case 0x54: // BINSTRING, of Python 2
        stack.push(reader.latin1(reader.unsigned32()));
        break;
      case 0x55: // SHORT_BINSTRING, of Python 2
        stack.push(reader.latin1(reader.byte()));
        break;
      case 0x42: // BINBYTES
        stack.push(reader.bytes(reader.unsigned32()));
        break;
      case 0x43: // SHORT_BINBYTES
        stack.push(reader.bytes(reader.byte()));
        break;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        stack.push(reader.bytes(reader.unsigned64()));
        break;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
      case 0x8f: // EMPTY_SET
        stack.push([]);
        break;
      case 0x6c: // LIST
      case 0x74: // TUPLE
      case 0x91: // FROZENSET
        stack.push(popMark());
        break;
      case 0x85: // TUPLE1
        stack.push([pop()]);
        break;
      case 0x86: {
        // TUPLE2
        const second = pop();
        stack.push([pop(), second]);
        break;
      }
      case 0x87: {
        // TUPLE3
        const third = pop();
        const second = pop();
        stack.push([pop(), second, third]);
        break;
      }
      case 0x7d: // EMPTY_DICT
        stack.push(new Map());
        break;
      case 0x64: {
        // DICT
        const items = popMark();
        stack.push(new Map());
        setItems(items);
        break;
      }
      case 0x61: // APPEND
        append([pop()]);
        break;
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        append(popMark());
        break;
      case 0x73: {
        // SETITEM
        const value = pop();
        setItems([pop(), value]);
        break;
      }
      case 0x75: // SETITEMS
        setItems(popMark());
        break;
      case 0x63: // GLOBAL
        stack.push(global(reader.line(), reader.line()));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const name = pop();
        stack.push(global(pop(), name));
        break;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = pop();
        stack.push(call(pop(), args));
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        pop();
        const args = pop();
        stack.push(call(pop(), args));
        break;
      }
      case 0x62: {
        // BUILD: an OrderedDict's or tensor's attributes (`_metadata`) say nothing about tensors
        const state = pop();
        const target = top();
        if (isKind(target, 'object')) target.state = state;
        break;
      }
      case 0x51: {
        // BINPERSID
        const storage = storageOf(pop());
        if (storage === undefined) throw broken('refers to something outside that is no tensor storage');
        const known = storages.get(storage.key);
        if (known !== undefined && (known.type !== storage.type || known.count !== storage.count))
          throw broken(`describes storage ${printable(storage.key)} in two ways`);
        storages.set(storage.key, storage);
        stack.push(storage);
        break;
      }
      case 0x71: // BINPUT
        remember(reader.byte());
        break;
      case 0x72: // LONG_BINPUT
        remember(reader.unsigned32());
        break;
      case 0x94: // MEMOIZE
        remember(memo.size);
        break;
      case 0x68: // BINGET
        recall(reader.byte());
        break;
      case 0x6a: // LONG_BINGET
        recall(reader.unsigned32());
        break;
      default:
        throw broken(`has the operation 0x${opcode.toString(16)}, which checkpoints do not use`);
    }
  }
}
