import type { CardsPart, SheetData, SheetPart } from '../../../webviews/protocol/sheet.ts';
import type { Provenance } from '../../../webviews/protocol/views.ts';
import { barsBlock } from '../../../webviews/pictures/sheet/bars-block.ts';
import { width, type Block } from '../../../webviews/pictures/sheet/block.ts';
import { curvesBlock } from '../../../webviews/pictures/sheet/curves-block.ts';
import { firstSentence, textsSentence } from '../../../webviews/pictures/sheet/parts-block.ts';
import { cutSentence } from '../../../webviews/pictures/sheet/table-block.ts';
import { escapeHtml } from '../markup/escape.ts';
import { provenanceLine } from '../../../webviews/pictures/provenance.ts';
import { barsTable, matrixTable, signed, tableOf, type PlainTable } from './plain-table.ts';
import { extremesOf, isSmall } from './part-lines.ts';

/** Cards of a group, and groups, that a saved page keeps. */
const [mostCards, mostGroups] = [8, 8];

/** A sheet for pages without our renderer: tables, drawings in place, thumbnails; nothing is loaded. */
export function sheetHtml(
  { title, summary, cautions, parts, edited }: SheetData,
  provenance: Provenance,
): string {
  const notes = cautions.map(caution => `<p><strong>Caution:</strong> ${escapeHtml(caution)}</p>`);
  return [
    `<h3>${escapeHtml(edited ? `${title} (edited)` : title)}</h3>`,
    paragraph(summary),
    ...notes,
    ...parts.map(htmlOf),
    `<p><small>${escapeHtml(provenanceLine(provenance))}</small></p>`,
  ].join('');
}

function htmlOf(part: SheetPart): string {
  const title = part.title === '' ? '' : `<h4>${escapeHtml(part.title)}</h4>`;
  return title + paragraph(part.note ?? '') + contentOf(part);
}

function contentOf(part: SheetPart): string {
  switch (part.kind) {
    case 'table':
      return part.columns.length === 0 ? paragraph('This table has no columns.') : tableHtml(tableOf(part));
    case 'bars':
      return drawing(barsBlock(part), part.title) + details('values', tableHtml(barsTable(part)));
    case 'curves':
      return drawing(curvesBlock(part), part.title);
    case 'matrix':
      return isSmall(part) ? tableHtml(matrixTable(part)) : paragraph(extremesOf(part));
    case 'cards':
      return cardsHtml(part);
    case 'texts':
      return list(part.groups.map(({ label, texts }) => textsSentence(label, texts)));
    case 'choice':
      return paragraph(part.value);
    case 'by-name': {
      const [first] = part.choices;
      if (!first) return paragraph(`There is no ${part.what} to choose.`);
      return (
        paragraph(firstSentence(part.what, first.name, part.choices.length)) +
        first.parts.map(htmlOf).join('')
      );
    }
  }
}

function tableHtml({ head, numeric, rows, best, note }: PlainTable): string {
  if (rows.length === 0) return paragraph('Nothing here.');
  const style = numeric.map(right => ` style="text-align:${right ? 'right' : 'left'}"`);
  const cells = (tag: 'th' | 'td', list: readonly string[], strong = false): string =>
    list
      .map(
        (cell, at) =>
          `<${tag}${style[at] ?? ''}>${strong ? `<strong>${escapeHtml(cell)}</strong>` : escapeHtml(cell)}</${tag}>`,
      )
      .join('');
  const body = rows.map((row, at) => `<tr>${cells('td', row, best.has(at))}</tr>`).join('');
  return `<table><thead><tr>${cells('th', head)}</tr></thead><tbody>${body}</tbody></table>${paragraph(note)}`;
}

function cardsHtml({ groups }: CardsPart): string {
  if (groups.length === 0) return paragraph('There are no cards.');
  const shown = groups.slice(0, mostGroups).map(({ title, note, cards }) => {
    const first = cards.slice(0, mostCards).map(({ title: name, thumbnail, mark, lines }) => {
      const picture = thumbnail?.startsWith('data:image/')
        ? `<img src="${escapeHtml(thumbnail)}" alt="" width="64" height="64" style="object-fit:contain"><br>`
        : '';
      const words = lines.map(({ text, value, mark: own }) =>
        escapeHtml(signed(value === undefined ? text : `${text} ${value}`, own)),
      );
      return `<td style="vertical-align:top;text-align:left">${picture}<strong>${escapeHtml(signed(name, mark))}</strong><br>${words.join('<br>')}</td>`;
    });
    const row =
      first.length === 0
        ? paragraph('Nothing here.')
        : `<table><tbody><tr>${first.join('')}</tr></tbody></table>`;
    return `<p><strong>${escapeHtml(title)}</strong> ${escapeHtml(note ?? '')}</p>${row}${paragraph(cutSentence(first.length, cards.length, 'cards'))}`;
  });
  return shown.join('') + paragraph(cutSentence(shown.length, groups.length, 'groups'));
}

/** On white, for it is drawn in dark ink whatever the page's colours are. */
function drawing({ height, content }: Block, title: string): string {
  const box = `-8 -8 ${width + 16} ${Math.ceil(height) + 16}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${width + 16}" style="max-width:100%;background:#fff" font-family="sans-serif" font-size="11" fill="#1f1f1f" role="img"><title>${escapeHtml(title)}</title>${content}</svg>`;
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>${content}</details>`;
}

function list(lines: readonly string[]): string {
  return `<ul>${lines.map(line => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
}

function paragraph(sentence: string): string {
  return sentence === '' ? '' : `<p>${escapeHtml(sentence)}</p>`;
}
