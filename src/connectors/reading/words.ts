// A word of a file, looked up in a table of the reader's: the file may hold any text, also the names
// of what every object inherits.

/** undefined: the table does not know the word, and nothing is guessed. */
export function meaningOf<Meaning>(
  table: Readonly<Record<string, Meaning>>,
  word: string,
): Meaning | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
