// The columns of a table by their names, however a version of the product writes them.
import type { Row } from '../connector.js';

/** A column's name without case, blanks and punctuation: products change those between versions. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Where the columns that a reader knows stand in one file. */
export class Columns<Name extends string> {
  readonly #indexes = new Map<Name, number>();
  readonly #header: readonly string[];

  /**
   * @param header the header's cells.
   * @param names the reader's own name of a column -> the titles that it has in files; the first
   *   title that the header has is taken, and of equal titles the leftmost.
   */
  constructor(header: readonly string[], names: Readonly<Record<Name, readonly string[]>>) {
    this.#header = header;
    const places = placesOf(header);
    for (const [name, titles] of plainTitlesOf(names)) {
      const index = titles.map((title) => places.get(title)).find(isIndex);
      if (index !== undefined) this.#indexes.set(name as Name, index);
    }
  }

  get size(): number {
    return this.#indexes.size;
  }

  has(...names: readonly Name[]): boolean {
    return names.every((name) => this.#indexes.has(name));
  }

  /** Trimmed; empty where the file has no such column or the row no such cell. */
  text(row: Row, name: Name): string {
    const index = this.#indexes.get(name);
    return index === undefined ? '' : (row.cells[index]?.trim() ?? '');
  }

  /** Titles and trimmed texts of the columns that the reader gives no name: a file's own. */
  others(row: Row): readonly (readonly [title: string, text: string])[] {
    const named = new Set(this.#indexes.values());
    return this.#header.flatMap((title, index) =>
      named.has(index) ? [] : [[title, row.cells[index]?.trim() ?? ''] as const],
    );
  }
}

// A file is offered to every reader, and a reader many files: each header and each reader's titles are
// made plain once.
const placesByHeader = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
const titlesByNames = new WeakMap<object, readonly (readonly [string, readonly string[]])[]>();

function placesOf(header: readonly string[]): ReadonlyMap<string, number> {
  const known = placesByHeader.get(header);
  if (known !== undefined) return known;
  const places = new Map<string, number>();
  for (const [index, title] of header.entries()) {
    const plain = plainName(title);
    if (!places.has(plain)) places.set(plain, index);
  }
  placesByHeader.set(header, places);
  return places;
}

function plainTitlesOf(
  names: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [string, readonly string[]])[] {
  const known = titlesByNames.get(names);
  if (known !== undefined) return known;
  const plain = Object.entries(names).map(
    ([name, titles]) => [name, titles.map(plainName)] as const,
  );
  titlesByNames.set(names, plain);
  return plain;
}

function isIndex(index: number | undefined): index is number {
  return index !== undefined;
}
