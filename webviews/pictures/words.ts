/** At most `most` letters, the last an ellipsis if some are left out. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Lines of at most `width` letters, broken between words, at most `most` of them. */
export function wrapped(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < most) {
    if (rest.length <= width || lines.length === most - 1) {
      lines.push(cut(rest, width));
      break;
    }
    const space = rest.lastIndexOf(' ', width);
    const end = space > width / 2 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return lines;
}

/** Six significant digits, as they are usually read: `0.123457`; `12345` stays `12345`. */
export function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}
