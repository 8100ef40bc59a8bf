// Where a declared reader finds a value in a row: a column of a table by its header, or a path in a
// JSON row. The contract names both in the same way.
import type { ValueSource } from '../../core/contract/contract.js';
import type { Row, Sample } from '../connector.js';
import { plainName } from '../reading/columns.js';
import { textOf, valueAt } from '../reading/document.js';

/** The value of a row as it stands: text in a table; in JSON also a list or an object. */
export type Cell = (row: Row) => unknown;

/** Texts that a source gives for a row; empty where it gives none. */
export type Texts = (row: Row) => readonly string[];

const nothing: readonly string[] = [];

function columnIndex(columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name.trim());
  if (exact >= 0) return exact;
  const wanted = plainName(name);
  return wanted === '' ? -1 : columns.findIndex((column) => plainName(column) === wanted);
}

/** How to find a named value in the rows of this file; null where a table has no such column. */
export function cellOf(sample: Sample, name: string): Cell | null {
  if (sample.shape !== 'table') return (row) => valueAt(row.document, name);
  const index = columnIndex(sample.columns, name);
  return index < 0 ? null : (row) => row.cells[index];
}

const listItem = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s,[\](){}'"][^,[\](){}]*)/g;

/** Items of a list in a cell: `['a','b']`, `["a","b"]`, `[a, b]`, `a, b`. */
function listOf(text: string): string[] {
  const items: string[] = [];
  for (const [, single, double, bare] of text.matchAll(listItem)) {
    const item = (single ?? double ?? bare ?? '').replace(/\\(.)/g, '$1').trim();
    if (item !== '') items.push(item);
  }
  return items;
}

function partsOf(value: unknown, split: string | null): readonly string[] {
  if (Array.isArray(value)) return (value as unknown[]).map(textOf).filter((text) => text !== '');
  const text = textOf(value);
  if (text === '') return nothing;
  if (split === null) return [text];
  if (split === 'list') return listOf(text);
  return text
    .split(split)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The word that follows `after`, up to a blank, a comma or a semicolon. */
function wordAfter(text: string, after: string): string {
  const from = text.indexOf(after);
  if (from < 0) return '';
  const [word = ''] = text
    .slice(from + after.length)
    .trimStart()
    .split(/[\s,;|]/, 1);
  return word;
}

/** Compiles a source against the columns of a file. A column that is not there gives nothing. */
export function textsOf(sample: Sample, source: ValueSource): Texts {
  if (source.from === 'constant') {
    const texts = [source.text];
    return () => texts;
  }
  const { split, after } = source;
  const cell = cellOf(sample, source.column);
  if (cell === null) return () => nothing;
  if (after === null) return (row) => partsOf(cell(row), split);
  return (row) =>
    partsOf(cell(row), split)
      .map((part) => wordAfter(part, after))
      .filter((word) => word !== '');
}
