/** A name from inside a file as a message may show it: no control characters, at most 200 characters. */
export function printable(name: string): string {
  const cut = name.length > longestShown ? `${name.slice(0, longestShown)}…` : name;
  return cut.replace(/\p{C}/gu, '?');
}

const longestShown = 200;
