// A tree as reading/xml-document.ts makes it -> the document: what was read is written again as it was.
import { isFields, textOf } from './document.js';

/** XML 1.0, section 2.3: what it allows of ASCII, and a prefix. */
const elementName = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/;
/** Characters that no XML 1.0 document may hold, however they are written; halves of characters too. */
const forbidden = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"\r]/g, (mark) => marks[mark] ?? '');
}

/** In an attribute a reader makes blanks of these. */
function escapedAttribute(text: string): string {
  return escaped(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** null: it is no mapping with one key, or a name in it can be none of an element. */
export function xmlText(value: unknown): string | null {
  if (!isFields(value)) return null;
  const entries = Object.entries(value);
  const [root] = entries;
  if (root === undefined || entries.length > 1 || Array.isArray(root[1])) return null;
  const text = elementOf(root[0], root[1]);
  return text === null ? null : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}

function elementOf(name: string, value: unknown): string | null {
  if (!elementName.test(name)) return null;
  if (!isFields(value)) return `<${name}>${escaped(plain(value))}</${name}>`;
  let attributes = '';
  let inside = '';
  for (const [key, inner] of Object.entries(value)) {
    const part = key === '#text' ? escaped(plain(inner)) : partOf(key, inner);
    if (part === null) return null;
    if (key.startsWith('@')) attributes += part;
    else inside += part;
  }
  return `<${name}${attributes}>${inside}</${name}>`;
}

function partOf(key: string, value: unknown): string | null {
  if (key.startsWith('@')) {
    const name = key.slice(1);
    return elementName.test(name) ? ` ${name}="${escapedAttribute(plain(value))}"` : null;
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const parts = items.map((item) => elementOf(key, item));
  return parts.includes(null) ? null : parts.join('');
}

/** Blanks at an end are somebody's text too. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : textOf(value);
}
