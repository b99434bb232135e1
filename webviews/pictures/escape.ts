/** Text as it stands in XML and HTML, in an element or in a quoted attribute. Characters that XML cannot hold become U+FFFD. */
export function escapeMarkup(text: string): string {
  return text.replace(unwritable, '\uFFFD').replace(/[&<>"']/g, character => entities[character]!);
}

/** XML 1.0 §2.2: control characters but tab and line ends, halves of surrogate pairs, and two of the last code points. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
