// HTML as text, crudely: for previews and search, not for reading. One pass; nothing in it looks back.

import { decodeEntity } from './entities.ts';

/** Elements whose content is not read. */
const hidden = new Set(['head', 'style', 'script', 'title', 'template', 'svg', 'noscript']);
/** Elements that do not part words. */
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'code',
  'em',
  'font',
  'i',
  'ins',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'tt',
  'u',
  'wbr',
]);

/** Stops as soon as it has `enough` characters. */
export function htmlToText(html: string, enough = Number.POSITIVE_INFINITY): string {
  let text = '';
  let at = 0;
  while (at < html.length && text.length < enough) {
    const open = html.indexOf('<', at);
    text += decodeEntities(html.slice(at, open < 0 ? html.length : Math.min(open, at + enough * 8)));
    if (open < 0) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const name = /^<(\/?[a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20))?.[1]?.toLowerCase();
    if (name === undefined && html[open + 1] !== '!' && html[open + 1] !== '?' && html[open + 1] !== '/') {
      // A "<" that begins no tag is one.
      text += '<';
      at = open + 1;
      continue;
    }
    at = after(html, '>', open + 1);
    if (name !== undefined && hidden.has(name)) at = afterElement(html, name, at);
    if (name === undefined || !inline.has(name.replace('/', '')))
      text += name === 'br' || name === '/p' ? '\n' : ' ';
  }
  return text;
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

/** Behind the closing tag of an element, or at the end. */
function afterElement(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return after(html, '>', at);
  }
  return html.length;
}

function decodeEntities(text: string): string {
  return text.includes('&')
    ? text.replaceAll(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);?/gi, decodeEntity)
    : text;
}
