// Rows of one statement, each of a name of its own: it can't write a row twice.

/**
 * Two components that are about to be one may speak of the same thing in one fold: the older is heard, and
 * when they have been joined they speak as one.
 */
export function onceEach<Row>(rows: readonly Row[], nameOf: (row: Row) => string): readonly Row[] {
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(nameOf(row))) first.set(nameOf(row), row);
  return first.size === rows.length ? rows : [...first.values()];
}
