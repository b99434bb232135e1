import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { ZeroShotData } from '../../../webviews/protocol/zero-shot.ts';
import { provenanceLine } from '../../../webviews/pictures/provenance.ts';
import { escapeHtml } from '../markup/escape.ts';
import { rankedTexts } from '../../../webviews/pictures/zero-shot/ranked.ts';
import { percent, summaryOf } from '../../../webviews/pictures/zero-shot/words.ts';

/** Cards with bars as plain HTML, for pages without our renderer: the first 24 images, five texts each. */
export function zeroShotHtml(data: ZeroShotData, provenance: Provenance): string {
  const ranked = rankedTexts({ ...data, images: data.images.slice(0, 24) }, 5);
  const cards = ranked.map((texts, at) => {
    const { name, thumbnail, truth } = data.images[at]!;
    const picture = thumbnail
      ? `<img src="${thumbnail}" alt="${escapeHtml(name)}" style="max-width:128px">`
      : '';
    const bars = texts.map(
      ({ text, probability, cosine }) =>
        `<tr><td>${escapeHtml(text)}${text === truth ? ' (true)' : ''}</td><td><meter value="${probability.toFixed(4)}" title="cosine ${cosine.toFixed(3)}"></meter></td><td style="text-align:right">${percent(probability)}</td></tr>`,
    );
    const told = truth === undefined ? '' : `<div>truth: ${escapeHtml(truth)}</div>`;
    return `<figure style="display:inline-block;vertical-align:top;margin:8px">${picture}<figcaption>${escapeHtml(name)}</figcaption>${told}<table>${bars.join('')}</table></figure>`;
  });
  return `<div><p>${escapeHtml(summaryOf(data))}</p>${(data.cautions ?? []).map(caution => `<p>${escapeHtml(caution)}</p>`).join('')}${cards.join('')}<p><small>${escapeHtml(provenanceLine(provenance))}</small></p></div>`;
}
