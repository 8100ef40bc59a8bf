// The hash by which names are known between threads: 64 bits in two halves. Names of one hash only
// ever lie together; nothing is taken for another by it.

export const firstSeed = 0x811c9dc5 | 0;
export const secondSeed = 0x2545f491 | 0;

const mark = 0x23;

export interface NameHash {
  readonly first: number;
  readonly second: number;
}

/** Hash of a name, one leading `#` left out: two names never differ by that alone here. */
export function hashName(name: string): NameHash {
  const bytes = Buffer.from(name);
  let first = firstSeed;
  let second = secondSeed;
  for (let index = bytes[0] === mark ? 1 : 0; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second + code, 0x5bd1e995) ^ (second >>> 15);
  }
  return { first, second };
}
