const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text that `bytes` (characters U+0000…U+00FF) encode in UTF-8, or null if they are not valid UTF-8.
 * With `variants`, CESU-8 surrogate pairs and Java's two-byte NUL are read too, as ftfy's codec utf-8-variants does.
 */
export function decodeUtf8(bytes: string, variants: boolean): string | null {
  if (!variants) return decodeStrictly(bytes);
  let result = '';
  let end = 0;
  for (const match of bytes.matchAll(special)) {
    const before = decodeStrictly(bytes.slice(end, match.index));
    if (before === null) return null;
    result += before + (match[0].startsWith('\xed') ? surrogatePair(match[0]) : '\0');
    end = match.index + match[0].length;
  }
  const rest = decodeStrictly(bytes.slice(end));
  return rest === null ? null : result + rest;
}

/** The codec's end-of-input test also accepts a final line feed, so C0 before it is a NUL as well. */
const special = /\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0(?:\x80|\n$)/g;

function surrogatePair(bytes: string): string {
  const [, a = 0, b = 0, , d = 0, e = 0] = Array.from(bytes, byte => byte.charCodeAt(0));
  return String.fromCodePoint(
    ((a & 0x0f) << 16) + ((b & 0x3f) << 10) + ((d & 0x0f) << 6) + (e & 0x3f) + 0x10000,
  );
}

function decodeStrictly(bytes: string): string | null {
  try {
    return decoder.decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)));
  } catch {
    return null;
  }
}
