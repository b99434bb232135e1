import { escapeMarkup } from '../escape.ts';
import { cut } from '../words.ts';

/** Names where there is room for them, first come, first served. */
export function namesBeside(
  names: readonly string[],
  place: (row: number) => readonly [number, number],
  width: number,
): string[] {
  const taken: { x: number; y: number; right: number }[] = names.map((_, row) => {
    const [x, y] = place(row);
    return { x: x - 4, y, right: x + 4 };
  });
  return names.flatMap((name, row) => {
    const [x, y] = place(row);
    const text = cut(name.replace(/^.*[/\\](?=.)/, ''), 26);
    const length = text.length * 5;
    // To the right, else to the left, else not at all.
    for (const left of [x + 7, x - 7 - length]) {
      const box = { x: left, y, right: left + length };
      const blocked = taken.some(
        (other, at) => at !== row && Math.abs(other.y - y) < 9 && other.x < box.right && box.x < other.right,
      );
      if (blocked || left < 0 || box.right > width) continue;
      taken.push(box);
      return [`<text x="${round(left)}" y="${round(y + 3)}">${escapeMarkup(text)}</text>`];
    }
    return [];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
