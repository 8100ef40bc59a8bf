// One entry of `emit:` against the columns of one file: a row -> the statement that it makes.
import type { ReaderEmission } from '../../core/contract/contract.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions, Row, Sample } from '../connector.js';
import { conditionOf } from './conditions.js';
import type { Condition } from './conditions.js';
import {
  isSpreadsheetNumber,
  RowFault,
  shown,
  wentThroughSpreadsheet,
} from '../reading/row-fault.js';
import type { StatedTime } from '../reading/stated-time.js';
import { atExtract, noLaterThan, statedTime } from '../reading/stated-time.js';
import { textOf } from '../reading/document.js';
import { fieldValue, noExtract, putField } from './fields.js';
import type { StatedLine } from './lines.js';
import { linesOf } from './lines.js';
import type { Cell, Texts } from './values.js';
import { cellOf, textsOf } from './values.js';
import { meaningOf } from '../reading/words.js';

export const extractWord = '=extract';

/** An emission bound to a file; `id` is made unique among the emissions of one row by `suffix`. */
export interface BoundEmission {
  readonly accepts: Condition;
  /** null: the time is empty, so it has not happened. */
  readonly statement: (row: Row) => ObservationLine | RowFault | null;
  readonly lines: ((row: Row) => readonly StatedLine[] | RowFault) | null;
  readonly gathers: boolean;
}

function spanOf(text: string, title: string, options: ReadOptions): TimeSpan | RowFault {
  const span = options.times(text);
  return span ?? new RowFault(`${title} is ${shown(text)}, which is no time in this file`);
}

/** Whether the file can say when it happened: a clock may be missing beside its date. */
export function hasTime(sample: Sample, columns: readonly string[]): boolean {
  return columns.some((name) => name === extractWord || cellOf(sample, name) !== null);
}

interface Parts {
  readonly emission: ReaderEmission;
  readonly options: ReadOptions;
  readonly at: readonly Cell[];
  readonly until: Cell | null;
  readonly id: Cell | null;
  readonly status: Cell | null;
  readonly refs: readonly (readonly [string, Texts])[];
  readonly data: readonly (readonly [string, Texts])[];
  readonly suffix: string;
}

function times(parts: Parts, row: Row): StatedTime | RowFault | null {
  const { emission, options } = parts;
  if (emission.at[0] === extractWord) {
    if (options.extract === null) return noExtract();
    return atExtract(options.extract);
  }
  const text = parts.at
    .map((cell) => textOf(cell(row)))
    .filter((part) => part !== '')
    .join(' ');
  if (text === '') return null;
  const span = spanOf(text, emission.at.join(' and '), options);
  if (span instanceof RowFault) return span;
  if (emission.until === null) return statedTime(span);
  if (emission.until === extractWord) {
    return options.extract === null ? noExtract() : noLaterThan(span, options.madeBy);
  }
  const latest = parts.until === null ? '' : textOf(parts.until(row));
  if (latest === '') return statedTime(span);
  const end = spanOf(latest, emission.until, options);
  return end instanceof RowFault ? end : noLaterThan(span, end.until);
}

type Refs = Record<string, string | readonly string[]>;

function refs(parts: Parts, row: Row): Refs | RowFault {
  const found: Refs = {};
  for (const [namespace, texts] of parts.refs) {
    const values = texts(row);
    const damaged = values.find((value) => isSpreadsheetNumber(value));
    if (damaged !== undefined) {
      return new RowFault(`${namespace} is ${shown(damaged)}: ${wentThroughSpreadsheet}`);
    }
    const [first, ...others] = values;
    if (first !== undefined) putField(found, namespace, others.length === 0 ? first : values);
  }
  if (Object.keys(found).length > 0) return found;
  const columns = Object.values(parts.emission.refs).flatMap((source) =>
    source.from === 'column' ? [source.column] : [],
  );
  return new RowFault(`the row names no subject: there is nothing in ${columns.join(', ')}`);
}

function data(parts: Parts, row: Row): Record<string, unknown> | RowFault {
  const fields: Record<string, unknown> = {};
  for (const [field, texts] of parts.data) {
    const values = texts(row);
    if (values.length === 0) continue;
    const value = fieldValue(field, values, parts.options);
    if (value instanceof RowFault) return value;
    putField(fields, field, value);
  }
  return fields;
}

function status(parts: Parts, row: Row): Pick<ObservationLine, 'status'> {
  const native = parts.status === null ? '' : textOf(parts.status(row));
  if (native === '') return {};
  const words = parts.emission.status?.words ?? {};
  const canonical = meaningOf(words, native);
  return { status: { native, ...(canonical === undefined ? {} : { canonical }) } };
}

function identity(parts: Parts, row: Row): Pick<ObservationLine, 'id' | 'version'> | RowFault {
  const id = parts.id === null ? '' : textOf(parts.id(row));
  if (id === '') return {};
  if (isSpreadsheetNumber(id)) {
    return new RowFault(`id is ${shown(id)}: ${wentThroughSpreadsheet}`);
  }
  const { extract } = parts.options;
  // Of two exports that state the same thing differently, the later one holds.
  const version = extract === null ? {} : { version: instantText(extract) };
  return { id: `${id}${parts.suffix}`, ...version };
}

function statementOf(parts: Parts, row: Row): ObservationLine | RowFault | null {
  const stated = times(parts, row);
  if (stated === null || stated instanceof RowFault) return stated;
  const named = refs(parts, row);
  if (named instanceof RowFault) return named;
  const id = identity(parts, row);
  if (id instanceof RowFault) return id;
  const fields = data(parts, row);
  if (fields instanceof RowFault) return fields;
  return {
    ...id,
    system: parts.emission.system ?? parts.options.system,
    kind: parts.emission.kind,
    ...stated,
    refs: named,
    ...status(parts, row),
    data: fields,
  };
}

/** Binds an emission to the columns of a file. */
export function bindEmission(
  emission: ReaderEmission,
  sample: Sample,
  options: ReadOptions,
  suffix: string,
): BoundEmission {
  const cell = (name: string | null): Cell | null => (name === null ? null : cellOf(sample, name));
  const sources = (of: ReaderEmission['refs']): [string, Texts][] =>
    Object.entries(of).map(([name, source]) => [name, textsOf(sample, source)]);
  const parts: Parts = {
    emission,
    options,
    at: emission.at.flatMap((name) => cell(name) ?? []),
    until: cell(emission.until),
    id: cell(emission.id),
    status: cell(emission.status?.column ?? null),
    refs: sources(emission.refs),
    data: sources(emission.data),
    suffix,
  };
  return {
    accepts: conditionOf(sample, emission.when),
    statement: (row) => statementOf(parts, row),
    lines: emission.lines === null ? null : linesOf(sample, emission.lines, options),
    gathers: emission.groupBy !== null,
  };
}
