// Finds the word that somebody probably meant.

/** Insertions, removals, replacements and swaps of neighbours that turn one word into the other. */
function distance(left: string, right: string): number {
  const width = right.length + 1;
  const cells = new Int32Array((left.length + 1) * width);
  const cell = (row: number, column: number): number => cells[row * width + column] ?? 0;
  for (let column = 0; column < width; column += 1) cells[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    cells[row * width] = row;
    for (let column = 1; column < width; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let least = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) least = Math.min(least, cell(row - 2, column - 2) + 1);
      cells[row * width + column] = least;
    }
  }
  return cell(left.length, right.length);
}

const longestWord = 64;

/**
 * The candidate nearest to `word`, whatever its case, if it is near enough to be a slip of the
 * hand: at most a third of the letters. Ties go to the least candidate.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  const wanted = word.toLowerCase().replaceAll('_', '-');
  let found: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of [...candidates].sort()) {
    const away = distance(wanted, candidate.toLowerCase().replaceAll('_', '-'));
    if (away < least) {
      least = away;
      found = candidate;
    }
  }
  return found;
}

/** `Did you mean "erp"?`, or else all that would do. */
export function suggestion(word: string, candidates: Iterable<string>, otherwise: string): string {
  const near = nearest(word, candidates);
  return near === undefined ? otherwise : `Did you mean "${near}"?`;
}
