/**
 * Single-byte encodings as ftfy reads them: each string holds what the bytes 0x80…0xFF mean. `sloppy` ones give
 * unassigned bytes their Latin-1 meaning and let byte 0x1A stand for U+FFFD. Order: the one ftfy tries first.
 * Source of the facts: ftfy 6.3.1 (Apache-2.0), chardata.py and bad_codecs/sloppy.py; the Unicode mapping tables.
 */
interface SingleByteEncoding {
  readonly name: string;
  readonly sloppy: boolean;
  readonly upperHalf: string;
}

const c1 = String.fromCharCode(...Array.from({ length: 32 }, (_, index) => 0x80 + index));
const latin1 = String.fromCharCode(...Array.from({ length: 96 }, (_, index) => 0xa0 + index));

const tables: readonly SingleByteEncoding[] = [
  { name: 'latin-1', sloppy: false, upperHalf: c1 + latin1 },
  {
    name: 'windows-1252',
    sloppy: true,
    upperHalf: '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' + latin1,
  },
  {
    name: 'windows-1251',
    sloppy: true,
    upperHalf:
      'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї' +
      'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя',
  },
  {
    name: 'windows-1250',
    sloppy: true,
    upperHalf:
      '€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż' +
      'ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
  },
  {
    name: 'windows-1253',
    sloppy: true,
    upperHalf:
      '€\u0081‚ƒ„…†‡\u0088‰\u008a‹\u008c\u008d\u008e\u008f\u0090‘’“”•–—\u0098™\u009a›\u009c\u009d\u009e\u009f\u00a0΅Ά£¤¥¦§¨©ª«¬\u00ad®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ' +
      'ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ',
  },
  {
    name: 'windows-1254',
    sloppy: true,
    upperHalf:
      '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008d\u008e\u008f\u0090‘’“”•–—˜™š›œ\u009d\u009eŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
      'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ',
  },
  {
    name: 'windows-1257',
    sloppy: true,
    upperHalf:
      '€\u0081‚\u0083„…†‡\u0088‰\u008a‹\u008c¨ˇ¸\u0090‘’“”•–—\u0098™\u009a›\u009c¯˛\u009f\u00a0¡¢£¤¥¦§Ø©Ŗ«¬\u00ad®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ' +
      'ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙',
  },
  {
    name: 'iso-8859-2',
    sloppy: false,
    upperHalf:
      c1 +
      '\u00a0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00adŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
  },
  {
    name: 'macroman',
    sloppy: false,
    upperHalf:
      'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø' +
      '¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
  },
  {
    name: 'cp437',
    sloppy: false,
    upperHalf:
      'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
      '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  },
];

/** One encoding of {@link encodings}, both ways. Bytes are the characters U+0000…U+00FF of a string. */
export interface Encoding {
  readonly name: string;
  readonly sloppy: boolean;
  /** The bytes of `text`, or null if it holds a character the encoding lacks. */
  readonly encode: (text: string) => string | null;
  readonly decode: (bytes: string) => string;
}

/** The encodings that mojibake is made with, in ftfy's order. */
export const encodings: readonly Encoding[] = tables.map(codecOf);

/** Windows-1252 with its five unassigned bytes kept. */
export const windows1252: Encoding = codecOf(tables[1]!);

function codecOf({ name, sloppy, upperHalf }: SingleByteEncoding): Encoding {
  const lowerHalf = String.fromCharCode(...Array.from({ length: 128 }, (_, byte) => byte));
  const meaning = Array.from(lowerHalf + upperHalf);
  if (sloppy) meaning[0x1a] = '\uFFFD';
  const bytes = new Map(meaning.map((character, byte) => [character, String.fromCharCode(byte)]));
  return {
    name,
    sloppy,
    encode: text => {
      let result = '';
      for (const character of text) {
        const byte = bytes.get(character);
        if (byte === undefined) return null;
        result += byte;
      }
      return result;
    },
    decode: text => Array.from(text, byte => meaning[byte.charCodeAt(0)] ?? '').join(''),
  };
}
