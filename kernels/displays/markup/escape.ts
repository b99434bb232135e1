export { escapeMarkup as escapeHtml } from '../../../webviews/pictures/escape.ts';
