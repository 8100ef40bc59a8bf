// The ids of segments as numbers: segments are told apart by them without a text for each.

/** Ids of the standards have two or three characters of ASCII. */
const longest = 3;
const ascii = 128;

export const noId = 0;
/** Of ids that are longer, or of other characters. */
export const otherId = 1;

/** The code of the id from `begin` to the separator, or to `end` where there is none. */
export function idCodeAt(text: string, begin: number, end: number, separator: number): number {
  if (begin === end || text.charCodeAt(begin) === separator) return noId;
  let code = otherId;
  for (let at = begin; at < end; at += 1) {
    const character = text.charCodeAt(at);
    if (character === separator) break;
    if (at - begin === longest || character >= ascii) return otherId;
    code = code * ascii + character;
  }
  return code;
}

export function idCode(id: string): number {
  return idCodeAt(id, 0, id.length, 0);
}

/** Which of a few lists may hold an id, by its first two characters. */
export class IdTable {
  readonly #pairs = new Uint8Array(ascii * ascii);

  /** Where two lists have ids that begin alike, the later holds. */
  constructor(...lists: readonly (readonly string[])[]) {
    for (const [index, ids] of lists.entries()) {
      for (const id of ids) this.#pairs[id.charCodeAt(0) * ascii + id.charCodeAt(1)] = index + 1;
    }
  }

  /** Which list, from 1; 0: none. */
  listOf(first: number, second: number): number {
    return this.#pairs[first * ascii + second] ?? 0;
  }
}
