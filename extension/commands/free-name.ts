/** `wanted`, or `wanted-2`, `wanted-3`, …: the first that is not `taken`, case aside. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map(name => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
