// An XML document as the tree that paths lead through, as through JSON: an element is its text, or the
// mapping of what stands in it. Attributes are called `@name`, the text beside them `#text`, and what
// comes several times is a list. Every value is text, names are without their prefix.
import { limits } from '../../core/limits.js';
import { XmlReader } from './xml.js';

export type XmlDocument = { readonly value: unknown } | { readonly unreadable: string };

interface Open {
  readonly fields: Map<string, unknown[]>;
  text: string;
}

export class XmlDocumentReader {
  readonly #open: Open[] = [{ fields: new Map(), text: '' }];
  #tooDeep = false;
  readonly #xml = new XmlReader({
    open: (_name, attributes) => {
      if (this.#open.length > limits.jsonDepthMax) this.#tooDeep = true;
      const fields = new Map<string, unknown[]>();
      for (const [name, value] of Object.entries(attributes)) {
        if (!/^xmlns(?::|$)/.test(name))
          fields.set(`@${name.slice(name.indexOf(':') + 1)}`, [value]);
      }
      // Beyond the depth only the place is kept.
      if (this.#tooDeep) fields.clear();
      this.#open.push({ fields, text: '' });
    },
    text: (text) => {
      const last = this.#open.at(-1);
      if (last !== undefined && !this.#tooDeep) last.text += text;
    },
    close: (name) => {
      const closed = this.#open.pop();
      const parent = this.#open.at(-1);
      if (closed === undefined || parent === undefined || this.#tooDeep) return;
      const value = valueOf(closed);
      const others = parent.fields.get(name);
      if (others === undefined) parent.fields.set(name, [value]);
      else others.push(value);
    },
  });

  /** @returns why it can't be read any further, or null. */
  write(piece: string): string | null {
    return this.#xml.write(piece) ?? this.#depthFault();
  }

  end(): XmlDocument {
    const reason = this.#xml.end() ?? this.#depthFault();
    if (reason !== null) return { unreadable: reason };
    const [top] = this.#open;
    if (top === undefined || top.fields.size === 0) return { unreadable: 'it is no XML' };
    return { value: valueOf(top) };
  }

  #depthFault(): string | null {
    return this.#tooDeep ? `it is nested deeper than ${limits.jsonDepthMax}` : null;
  }
}

function valueOf({ fields, text }: Open): unknown {
  if (fields.size === 0) return text;
  const inside = [...fields].map(([name, values]): [string, unknown] => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  // What stands between elements is most often the indentation.
  return Object.fromEntries(text.trim() === '' ? inside : [...inside, ['#text', text]]);
}

export function xmlDocumentOf(text: string): XmlDocument {
  const reader = new XmlDocumentReader();
  const fault = reader.write(text);
  return fault === null ? reader.end() : { unreadable: fault };
}

/** Whether a text begins as XML does. */
export function looksLikeXml(text: string): boolean {
  return /^\s*<(?:\?xml\b|[A-Za-z_])/.test(text);
}
