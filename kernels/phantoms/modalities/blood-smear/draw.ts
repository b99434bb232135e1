import { createPicture, developPicture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { DrawnFinding, Drawing, Finding, Studio } from '../../phantom.ts';
import { completeFindings, isWhiteCellType, places } from './findings.ts';
import { paintRedCell, redCell, redCellRadius, scatterRedCells, type RedCell } from './red-cells.ts';
import { paintDebris, paintMalariaParasite, paintPlatelet, paintSickleCell } from './small-bodies.ts';
import { pickStain } from './stain.ts';
import { cellView, fieldView, fieldWidth, type View } from './view.ts';
import { paintWhiteCell, whiteCell, type WhiteCell } from './white-cells.ts';

const counts = { mild: 0, moderate: 1, severe: 2 } as const;

/** A field of the smear, or the crop of one cell, with the findings asked for. */
export function draw({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const wanted = completeFindings(random.fork('complete'), findings);
  const stain = pickStain(random.fork('stain'));
  const plan = planSlide(random.fork('plan'), random, wanted);
  const { view, whites, platelets, subject } = plan;
  const picture = createPicture(size, stain.background);
  const masks = new Map(wanted.map(({ name }) => [name, new Uint8Array(size * size)]));
  if (whites.length > 0) masks.set('white blood cell', new Uint8Array(size * size));
  const maskFor = (name: string): Uint8Array => masks.get(name)!;
  const light = textures.cut(random.fork('light'), 1.2, 0);
  const { values } = picture;
  const [lightRow, lights] = [smoothRows(light, size), new Float64Array(size)];
  for (let row = 0, at = 0; row < size; row++) {
    lightRow(lights, row);
    for (let column = 0; column < size; column++, at += 3) {
      const factor = 1 + 0.018 * lights[column]!;
      values[at]! *= factor;
      values[at + 1]! *= factor;
      values[at + 2]! *= factor;
    }
  }
  for (const cell of plan.cells) paintRedCell(picture, cell, stain, view, masks.get('anemia'));
  const details = (name: string): Parameters<typeof paintPlatelet>[0] => ({
    picture,
    stain,
    view,
    random: random.fork(name),
    mask: maskFor(name),
  });
  for (const [index, at] of plan.sickles.entries())
    paintSickleCell({ ...details('sickle cells'), random: random.fork(`sickle ${index}`) }, at, plan.radius);
  for (const [index, cell] of plan.infected.entries())
    paintMalariaParasite({ ...details('malaria parasites'), random: random.fork(`parasite ${index}`) }, cell);
  paintDebris(picture, view, random.fork('debris'));
  for (const [index, { at, radius }] of platelets.entries())
    paintPlatelet({ ...details('platelets'), random: random.fork(`platelet ${index}`) }, at, radius);
  for (const [index, cell] of whites.entries()) {
    const mask = maskFor(cell.type);
    paintWhiteCell(picture, cell, { stain, view, random: random.fork(`white ${index}`), textures, mask });
  }
  const all = masks.get('white blood cell');
  for (const mask of new Set(whites.map(({ type }) => maskFor(type))))
    for (let at = 0; at < mask.length; at++) all![at]! |= mask[at]!;
  const drawn = wanted.map(finding => withPlace(finding, plan, maskFor(finding.name)));
  if (all) drawn.push({ name: 'white blood cell', focal: true, mask: all });
  return {
    channels: 3,
    data: developPicture(picture, random.fork('noise'), random.fork('camera').between(0.004, 0.016)),
    findings: drawn,
    metadata: {
      view: subject === undefined ? 'field' : 'single cell',
      ...(subject === undefined ? {} : { subject }),
      stain: stain.name,
      magnification: '100x',
    },
  };
}

interface Plan {
  readonly view: View;
  readonly subject: string | undefined;
  readonly radius: number;
  readonly cells: readonly RedCell[];
  readonly whites: readonly WhiteCell[];
  readonly platelets: readonly { readonly at: Point; readonly radius: number }[];
  readonly sickles: readonly Point[];
  readonly infected: readonly RedCell[];
}

function planSlide(random: Random, streams: Random, wanted: readonly Finding[]): Plan {
  const level = (name: string): number =>
    counts[wanted.find(finding => finding.name === name)?.severity ?? 'moderate'];
  const has = (name: string): boolean => wanted.some(finding => finding.name === name);
  const names = wanted.map(finding => finding.name);
  const alone = names.length === 1 || (names.length === 0 && random.chance(0.8));
  const placed = wanted.some(finding => finding.location !== undefined);
  const single = alone && !placed && !has('anemia') && random.chance(has('sickle cells') ? 0.2 : 0.45);
  const field = fieldView(random);
  const inView = (x: number, y: number): Point => [
    field.left + x * field.width,
    field.top + y * field.height,
  ];

  let cells = scatterRedCells(streams.fork('red cells'));
  const whites = placeWhiteCells(streams.fork('white cells'), wanted, single, level('blasts'), inView);
  const radius = cells[0]?.rx ?? redCellRadius;
  cells = cells.filter(cell =>
    whites.every(white => away(cell.at, white.at) > (white.radius + cell.rx) * 0.86),
  );
  if (has('anemia')) cells = paler(streams.fork('anemia'), cells, level('anemia'));

  const sickleStream = streams.fork('sickle places');
  const sickles: Point[] = [];
  if (has('sickle cells')) {
    const visible = cells.filter(cell => isSeen(cell.at, field));
    const number = single ? 1 : Math.min(visible.length, [3, 6, 11][level('sickle cells')]!);
    const gone = new Set(sickleStream.shuffled(visible).slice(0, number));
    for (const cell of gone) sickles.push(cell.at);
    cells = cells.filter(cell => !gone.has(cell) && sickles.every(at => away(at, cell.at) > radius * 1.1));
    if (sickles.length === 0) sickles.push(inView(0.5, 0.5));
  }
  const parasiteStream = streams.fork('parasite places');
  let infected: RedCell[] = [];
  if (has('malaria parasites')) {
    const number = single ? 1 : [2, 5, 10][level('malaria parasites')]!;
    const inside: View = {
      left: field.left + 0.06,
      top: field.top + 0.06,
      width: field.width - 0.12,
      height: field.height - 0.12,
    };
    infected = parasiteStream.shuffled(cells.filter(cell => isSeen(cell.at, inside))).slice(0, number);
    if (infected.length === 0) {
      const cell = redCell(parasiteStream, inView(0.3, 0.3), radius, 0.3);
      cells.push(cell);
      infected = [cell];
    }
  }
  const platelets = has('platelets')
    ? placePlatelets(streams.fork('platelet places'), single ? -1 : level('platelets'), inView)
    : [];
  const plan = { radius, cells, whites, platelets, sickles, infected };
  if (!single) return { ...plan, view: field, subject: undefined };
  const [white, platelet] = [whites[0], platelets[0]];
  if (white)
    return {
      ...plan,
      subject: 'white blood cell',
      view: cellView(random, white.at, white.radius, white.radius),
    };
  if (platelet)
    return {
      ...plan,
      subject: 'platelet',
      view: cellView(random, platelet.at, platelet.radius * 1.1, platelet.radius * 1.1),
    };
  const sickle = sickles[0];
  if (sickle)
    return { ...plan, subject: 'red blood cell', view: cellView(random, sickle, radius * 1.5, radius * 1.5) };
  const subject = infected[0] ?? random.pick(cells.filter(cell => isSeen(cell.at, field)));
  return { ...plan, subject: 'red blood cell', view: cellView(random, subject.at, subject.rx, subject.ry) };
}

function placeWhiteCells(
  random: Random,
  wanted: readonly Finding[],
  single: boolean,
  blastLevel: number,
  inView: (x: number, y: number) => Point,
): WhiteCell[] {
  const cells: WhiteCell[] = [];
  for (const { name, location } of wanted) {
    if (!isWhiteCellType(name)) continue;
    const number = single
      ? 1
      : name === 'blasts'
        ? blastLevel + 1 + random.integer(0, 1)
        : random.chance(0.1)
          ? 2
          : 1;
    for (let index = 0; index < number; index++) {
      let at = inView(random.between(0.16, 0.84), random.between(0.16, 0.84));
      for (let attempt = 0; attempt < 24; attempt++) {
        at =
          location === undefined || index > 0
            ? inView(random.between(0.14, 0.86), random.between(0.14, 0.86))
            : pointIn(random, location, inView);
        if (cells.every(cell => away(cell.at, at) > cell.radius * 2)) break;
      }
      cells.push(whiteCell(random, name, at));
    }
  }
  return cells;
}

function placePlatelets(
  random: Random,
  level: number,
  inView: (x: number, y: number) => Point,
): { at: Point; radius: number }[] {
  const platelet = (at: Point): { at: Point; radius: number } => ({
    at,
    radius: random.between(0.028, 0.052),
  });
  if (level < 0) return [{ at: inView(0.5, 0.5), radius: random.between(0.028, 0.06) }];
  const number = [random.integer(1, 3), random.integer(5, 9), random.integer(12, 20)][level]!;
  const places = Array.from({ length: number }, () =>
    platelet(inView(random.between(0.05, 0.95), random.between(0.05, 0.95))),
  );
  if (level === 0) return places;
  const [x, y] = inView(random.between(0.2, 0.8), random.between(0.2, 0.8));
  for (let index = 0; index < 3 + 4 * level; index++)
    places.push(platelet([x + random.normal(0, 0.05), y + random.normal(0, 0.05)]));
  return places;
}

function paler(random: Random, cells: readonly RedCell[], level: number): RedCell[] {
  const share = [0.75, 0.6, 0.45][level]!;
  return cells
    .filter((_, index) => index < 3 || random.chance(share))
    .map(cell => ({
      ...cell,
      rx: cell.rx * random.between(0.75, 0.95),
      ry: cell.ry * random.between(0.75, 0.95),
      paleness: 1,
      pallor: [0.72, 0.78, 0.84][level]! + random.between(0, 0.04),
      depth: [0.8, 0.68, 0.58][level]!,
    }));
}

/** A single white cell's place in the picture; with several there is none to name. */
function withPlace(
  finding: Finding,
  { whites, view, subject }: Plan,
  mask: Uint8Array,
): Omit<DrawnFinding, 'box'> {
  const own = whites.filter(white => white.type === finding.name);
  const { location: _, ...rest } = finding;
  const focal = finding.name !== 'anemia';
  if (subject !== undefined || own.length !== 1) return { ...rest, focal, mask };
  const third = (share: number): number => Math.min(2, Math.max(0, Math.floor(share * 3)));
  const [u, v] = own[0]!.at;
  const column = third((u - view.left) / view.width);
  const row = third((v - view.top) / view.height);
  return { ...rest, location: places[row * 3 + column]!, focal, mask };
}

function pointIn(random: Random, location: string, inView: (x: number, y: number) => Point): Point {
  const index = places.findIndex(place => place === location);
  if (index < 0)
    throw new RangeError(`blood-smear knows no place "${location}"; it knows ${places.join(', ')}`);
  const within = (third: number): number =>
    [random.between(0.16, 0.3), random.between(0.37, 0.63), random.between(0.7, 0.84)][third]!;
  return inView(within(index % 3), within(Math.floor(index / 3)));
}

function away(first: Point, second: Point): number {
  return Math.hypot(first[0] - second[0], first[1] - second[1]);
}

function isSeen([u, v]: Point, { left, top, width, height }: View): boolean {
  return u > left && u < Math.min(left + width, fieldWidth) && v > top && v < top + height;
}
