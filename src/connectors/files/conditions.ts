// `when:` of a declared reader: which rows give the observation.
import { decimalOf } from '../../core/observation/decimal.js';
import type { Row, Sample } from '../connector.js';
import { plainNumber } from '../reading/numbers.js';
import type { Cell } from './values.js';
import { textOf } from '../reading/document.js';
import { cellOf } from './values.js';

export type Condition = (row: Row) => boolean;

function matches(text: string, wanted: string): boolean {
  if (wanted === '*') return text !== '';
  if (wanted === '') return text === '';
  if (wanted === '>0') {
    // Whichever mark is the decimal one, it is as much above nothing.
    const number = plainNumber(text, null) ?? plainNumber(text, '.');
    const decimal = number === null ? undefined : decimalOf(number);
    return decimal !== undefined && decimal > 0;
  }
  const literal = wanted.startsWith('=') ? wanted.slice(1) : wanted;
  return text.toLowerCase() === literal.trim().toLowerCase();
}

function holds(text: string, values: readonly string[]): boolean {
  const refused = values.filter((value) => value.startsWith('!'));
  const wanted = values.filter((value) => !value.startsWith('!'));
  if (refused.some((value) => matches(text, value.slice(1)))) return false;
  return wanted.length === 0 || wanted.some((value) => matches(text, value));
}

/**
 * All columns must hold one of their values, and none of those with `!`. Capitals do not count, for
 * spreadsheets turn `true` into `TRUE`. A column that is not there reads as empty.
 */
export function conditionOf(
  sample: Sample,
  when: Readonly<Record<string, readonly string[]>>,
): Condition {
  const absent: Cell = () => '';
  const tests = Object.entries(when).map(([column, values]) => ({
    cell: cellOf(sample, column) ?? absent,
    values,
  }));
  return (row) => tests.every(({ cell, values }) => holds(textOf(cell(row)), values));
}
