/** Where and why a text is not JSON. `line` and `column` count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

type Expected = keyof typeof sentences;

const sentences = {
  value: 'a value is missing',
  'value or ]': 'a value or ] is missing',
  'name or }': 'a name in double quotes or } is missing',
  name: 'a name in double quotes is missing (is there a comma before the closing bracket?)',
  ':': 'a : is missing after the name',
  ', or ]': 'a comma or ] is missing',
  ', or }': 'a comma or } is missing',
  end: 'there is more after the end',
};

const token =
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/**
 * The first place where `text` is not JSON by RFC 8259, or undefined if it is. JSON.parse gives no position for some texts
 * on some versions of Node.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) return atEnd(text, at) && expected === 'end' ? undefined : faultAt(text, at, expected);
    const [whole, mark, string] = match;
    const next = step(expected, mark ?? (string === undefined ? 'scalar' : 'string'), open);
    if (next === undefined) return faultAt(text, at, expected);
    expected = next;
    at += whole.length;
  }
}

function step(expected: Expected, found: string, open: string[]): Expected | undefined {
  const afterValue = (): Expected => (open.length === 0 ? 'end' : open.at(-1) === '[' ? ', or ]' : ', or }');
  const closed = (): Expected => {
    open.pop();
    return afterValue();
  };
  switch (expected) {
    case 'value':
    case 'value or ]':
      if (found === '[' || found === '{') {
        open.push(found);
        return found === '[' ? 'value or ]' : 'name or }';
      }
      if (found === ']' && expected === 'value or ]') return closed();
      return found === 'string' || found === 'scalar' ? afterValue() : undefined;
    case 'name or }':
    case 'name':
      if (found === '}' && expected === 'name or }') return closed();
      return found === 'string' ? ':' : undefined;
    case ':':
      return found === ':' ? 'value' : undefined;
    case ', or ]':
      if (found === ',') return 'value';
      return found === ']' ? closed() : undefined;
    case ', or }':
      if (found === ',') return 'name';
      return found === '}' ? closed() : undefined;
    case 'end':
      return undefined;
  }
}

function atEnd(text: string, at: number): boolean {
  return /^[ \t\n\r]*$/.test(text.slice(at));
}

function faultAt(text: string, from: number, expected: Expected): JsonFault {
  const at = from + /^[ \t\n\r]*/.exec(text.slice(from))![0].length;
  const before = text.slice(0, at);
  const problem =
    at >= text.length ? 'the file ends too early' : (stringFault(text, at) ?? sentences[expected]);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n'), problem };
}

function stringFault(text: string, at: number): string | undefined {
  return text[at] === '"' &&
    !/^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/.test(text.slice(at))
    ? 'a string is not closed on its line, or has an escape that JSON does not know'
    : undefined;
}
