import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';

/** A parsed data set. Nothing of it but what describes pixels is ever read or put into a message. */
export interface DicomFile {
  readonly dataSet: DataSet;
  readonly transferSyntax: string;
}

/**
 * True for a DICOM file: `DICM` after the 128-byte preamble (PS3.10 §7.1), or, as old archives write them, a data set
 * that begins at once with group 0002 or 0008.
 */
export function isDicom(bytes: Uint8Array): boolean {
  return hasPreamble(bytes) || beginsWithGroup(bytes);
}

/** Parses the elements, pixel data left in place. Throws plain errors that the caller names. */
export function parseDicom(bytes: Uint8Array): DicomFile {
  if (hasPreamble(bytes)) return parsePart10(bytes);
  if (bytes[0] === 2) {
    const whole = new Uint8Array(132 + bytes.length);
    whole.set([0x44, 0x49, 0x43, 0x4d], 128);
    whole.set(bytes, 132);
    return parsePart10(whole);
  }
  const transferSyntax = isUpperCase(bytes[4]) && isUpperCase(bytes[5]) ? explicitLittle : implicitLittle;
  return { dataSet: dicomParser.parseDicom(bytes, { TransferSyntaxUID: transferSyntax }), transferSyntax };
}

const implicitLittle = '1.2.840.10008.1.2';
const explicitLittle = '1.2.840.10008.1.2.1';
const deflated = '1.2.840.10008.1.2.1.99';

function parsePart10(bytes: Uint8Array): DicomFile {
  const header = dicomParser.readPart10Header(bytes);
  const transferSyntax = header.string('x00020010') ?? implicitLittle;
  if (transferSyntax !== deflated) return { dataSet: dicomParser.parseDicom(bytes), transferSyntax };
  const start = Math.max(
    ...Object.values(header.elements).map(({ dataOffset, length }) => dataOffset + length),
  );
  const inflated = inflateRawSync(bytes.subarray(start), { maxOutputLength: 2 ** 30 });
  return { dataSet: dicomParser.parseDicom(inflated, { TransferSyntaxUID: explicitLittle }), transferSyntax };
}

function hasPreamble(bytes: Uint8Array): boolean {
  return bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d;
}

/** The first element is (0002,0000) with VR UL, or lies in (0008,0000) to (0008,0018). */
function beginsWithGroup(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || bytes[1] !== 0 || bytes[3] !== 0) return false;
  if (bytes[0] === 2) return bytes[2]! <= 2 && isUpperCase(bytes[4]) && isUpperCase(bytes[5]);
  return bytes[0] === 8 && bytes[2]! <= 0x18;
}

function isUpperCase(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}
