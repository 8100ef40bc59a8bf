// XML in pieces -> calls for what opens, what stands in it and what closes, by names without their
// prefix. Strict; a document type is refused, so nothing is ever expanded or fetched.
import sax from 'sax';

export interface XmlVisitor {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute, whether or not it is written with the prefix that is usual for it. */
export function attributeOf(
  attributes: Readonly<Record<string, string>>,
  prefix: string,
  name: string,
): string | undefined {
  return attributes[`${prefix}:${name}`] ?? attributes[name];
}

/**
 * Names that mean something to the parser's own mapping of attributes: it calls the first of it, and of
 * the second keeps nothing.
 */
const unusable: ReadonlySet<string> = new Set(['hasOwnProperty', '__proto__']);

export class XmlReader {
  readonly #parser = sax.parser(true, { position: false });
  #fault: string | null = null;

  constructor(visitor: XmlVisitor) {
    const { open, text, close } = visitor;
    this.#parser.onerror = () => this.#fail('it is no XML from here on: export it again');
    this.#parser.ondoctype = () => this.#fail('it has a document type, which no export has');
    this.#parser.onopentag = ({ name, attributes }) => {
      if (this.#fault === null) open(localName(name), attributes as Record<string, string>);
    };
    this.#parser.onattribute = ({ name }) => {
      if (!unusable.has(name)) return;
      Reflect.deleteProperty(this.#parser.tag.attributes, name);
      this.#fail(`it has an attribute called ${name}, which no export has`);
    };
    const stands = (characters: string): void => {
      if (this.#fault === null) text(characters);
    };
    this.#parser.ontext = stands;
    this.#parser.oncdata = stands;
    this.#parser.onclosetag = (name) => {
      if (this.#fault === null) close(localName(name));
    };
  }

  #fail(reason: string): void {
    this.#fault ??= reason;
  }

  /** @returns why it can't be read any further, or null. */
  write(piece: string): string | null {
    if (this.#fault !== null) return this.#fault;
    // It looks after each piece at what it gathers only where its position says so, and that is not counted.
    Object.assign(this.#parser, { position: 0, bufferCheckPosition: 0 });
    this.#parser.write(piece);
    return this.#fault;
  }

  /** @returns why what was read is not all of it, or null. */
  end(): string | null {
    if (this.#fault !== null) return this.#fault;
    this.#parser.onerror = () => this.#fail('it is XML that ends in the middle');
    this.#parser.close();
    return this.#fault;
  }
}
