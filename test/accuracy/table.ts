// The figures of one kind of company as a table that a person reads: a row a pattern.
import { sharesOf } from './kinds.js';
import type { PatternScore, Score } from './score.js';

const heads = ['pattern', 'rows', 'found', 'false', 'precision', 'recall', 'cause', 'unprovable'];

export function tableOf({ patterns }: Score): string {
  const rows = [...patterns]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([pattern, counts]) => [pattern, ...cellsOf(counts)]);
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => lineOf(row, widths)).join('\n');
}

function cellsOf(counts: PatternScore): string[] {
  const { precision, recall, cause } = sharesOf(counts);
  const { found, missed, foundUnproven, leftUnproven } = counts;
  const unprovable = foundUnproven + leftUnproven;
  return [
    String(found + missed),
    String(found),
    String(counts.false),
    shareText(precision),
    shareText(recall),
    shareText(cause),
    // Found all the same, of those that the files can't prove.
    unprovable === 0 ? '' : `${foundUnproven}/${unprovable}`,
  ];
}

function shareText(share: number | null): string {
  return share === null ? '·' : share.toFixed(3);
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return cells.join('  ').trimEnd();
}
