/**
 * Which characters follow each other in mojibake but not in text. Source of the facts: ftfy 6.3.1 (Apache-2.0),
 * badness.py; the members are the bodies of character classes.
 */
const common = '\u00a0\u00ad´·–-―’…';
const c1 = '\u0080-\u009f';
const bad = '¤¦¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊�';
const law = '§¶';
const currency = '¢£¥₧€';
const opening = '¡©«¿΄΅‘‚“„•‹\uf8ff';
const closing = '®»˝”›™';
const numeric = '±-³µ¹¼-¾×÷⁄№∂∆∏∑√∞∩∫≈≠≡≤≥';
const kaomoji = '°Ò-ÖÙ-Üò-öø-üŌŐŪŲ';
const upperAccented = 'À-ÑØÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŒŘŚŞŠŢŤŮŰŸŹŻŽҐ';
const lowerAccented = 'ß-ñüāăąćčďđēėęěğģīįķĺļľłœŕśşšťźżžґﬁﬂ';
const upperCommon = 'ÞΆΈ-ΊΌΎΏΑ-ΫЁ-Я';
const lowerCommon = 'ά-ωа-џ';
const box = '│┌┐┘├┤┬┼═-╬▀▄█▌▐-▓';

const strange = `${box}${opening}${closing}${currency}${numeric}${law}`;
const accented = `${lowerAccented}${upperAccented}`;
const space = '[\\u001c-\\u001f\\p{White_Space}]';
const arabicPair = `[ØÙ][${common}${currency}${bad}${numeric}${opening}ŸŠ®°µ»]`;

const unlikely = new RegExp(
  [
    `[${c1}]`,
    `[${bad}${accented}${strange}][${bad}]`,
    `[a-zA-Z][${lowerCommon}${upperCommon}][${bad}]`,
    `[${bad}][${accented}${strange}]`,
    `[${lowerAccented}${lowerCommon}${box}${closing}${currency}${numeric}][${upperAccented}]`,
    `[${box}${closing}${currency}${numeric}][${lowerAccented}]`,
    `[${lowerAccented}${box}${closing}][${currency}]`,
    `${space}[${upperAccented}][${currency}]`,
    `[${upperAccented}${box}][${numeric}${law}]`,
    `[${accented}${box}${currency}${closing}][${opening}][${numeric}]`,
    `[${accented}${currency}${numeric}${box}${law}][${closing}][${opening}]`,
    `[${currency}${numeric}${box}][${opening}]`,
    `[a-z][${upperAccented}][${opening}${currency}]`,
    `[${box}][${kaomoji}]`,
    `[${accented}${currency}${numeric}${opening}${closing}${law}][${box}]`,
    `[${box}][${closing}]`,
    `[${accented}][${opening}${closing}][\\p{L}\\p{N}_]`,
    // œ before anything but an unaccented Latin letter; a degree sign after an accented capital.
    `[Œœ][^A-Za-z]`,
    `[${upperAccented}]°`,
    // Windows-1252: Latin-1 letters and punctuation, superscripts, Arabic, South Asian scripts.
    `[ÂÃÎÐ][€œŠš¢£Ÿž\\u00a0\\u00ad®©°·»${opening}${closing}–—´]`,
    `×[²³]`,
    `${arabicPair}${arabicPair}`,
    `à[²µ¹¼½¾]`,
    // Mac Roman.
    `√[±∂†≠®™´≤≥¥µø]`,
    `≈[°¢]`,
    `‚Ä[ìîïòôúùû†°¢π]`,
    `‚[âó][àä°ê]`,
    // Windows-1251: general punctuation, Cyrillic, and Windows-1251 on top of Windows-1252.
    `вЂ`,
    `[ВГРС][${c1}${bad}${opening}${closing}${currency}°µ][ВГРС]`,
    `ГўВЂВ[^\\n][A-Za-z ]`,
    // Windows-1252: à, á and the no-break space, also where it became a plain space.
    `Ã[\\u00a0¡]`,
    `[a-z]${space}?[ÃÂ][ ]`,
    `^[ÃÂ][ ]`,
    `[a-z.,?!${closing}]Â[ ${opening}${closing}]`,
    // Windows-1253 and Windows-1257.
    `β€[™\\u00a0Ά\\u00ad®°]`,
    `[ΒΓΞΟ][${c1}${bad}${opening}${closing}${currency}°][ΒΓΞΟ]`,
    `ā€`,
  ].join('|'),
  'u',
);

/** True if some neighbours in `text` are more likely mojibake than meant; `is_bad` of ftfy. */
export function looksLikeMojibake(text: string): boolean {
  return unlikely.test(text);
}
