// Markup that is safe by construction: `markup` escapes every text that is put into it, and only what
// `markup` made is put in as it is. Names and ids come from foreign files.
import { unprintable } from '../core/printable.js';

/** Longest text that is put in: a name of ten thousand letters tells no more than its beginning. */
const textMax = 600;

/** What `markup` made. Nothing else can make one. */
export interface Markup {
  readonly text: string;
}

class Written implements Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | null | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as content or as the value of a quoted attribute. */
function escaped(text: string): string {
  const short = text.length <= textMax ? text : `${text.slice(0, textMax - 1)}…`;
  return short
    .replace(/[\t\n\r]/g, ' ')
    .replace(unprintable, '\ufffd')
    .replace(/[&<>"']/g, (found) => entities[found] ?? '');
}

function written(part: Part): string {
  if (part === null) return '';
  if (part instanceof Written) return part.text;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(written).join('') : '';
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

/** Template -> its pieces as they are written. */
const tightened = new WeakMap<TemplateStringsArray, readonly string[]>();

/**
 * Lines and indents of a template are for who reads the source: at a tag or at either end they are not
 * written, inside a text or between attributes they are one space.
 */
function tight(pieces: TemplateStringsArray): readonly string[] {
  const known = tightened.get(pieces);
  if (known !== undefined) return known;
  const made = pieces.map((piece, index) =>
    piece.replace(/(>?)\n\s*(?=(<?))/g, (found, tag: string, next: string, at: number) => {
      const begins = at === 0 && (index === 0 || found.length === piece.length);
      const ends = at + found.length === piece.length && index === pieces.length - 1;
      return tag !== '' || next !== '' || begins || ends ? tag : ' ';
    }),
  );
  tightened.set(pieces, made);
  return made;
}

/** A piece of HTML or SVG; attributes that hold a part must be quoted. */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = tight(template);
  let text = pieces[0] ?? '';
  parts.forEach((part, index) => {
    text += written(part) + (pieces[index + 1] ?? '');
  });
  return new Written(text);
}

/** A style sheet of our own: nothing can be put into it. */
export function css(template: TemplateStringsArray): Markup {
  return new Written(`<style>${(template[0] ?? '').replace(/\s+/g, ' ')}</style>`);
}
