const strokes = { right: 'M2.5 8.5l3.6 3.6 7-8', wrong: 'M3.5 3.5l9 9m0-9l-9 9' };

/** A tick or a cross, drawn, for not every machine has a font with these signs. */
export function verdictIcon(verdict: keyof typeof strokes): SVGSVGElement {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', strokes[verdict]);
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('class', `verdict-icon ${verdict}`);
  icon.setAttribute('aria-hidden', 'true');
  icon.append(path);
  return icon;
}
