// A reader of one product's JSON or XML, from what is particular to it: how a record is known, where
// the list of records stands, and what a record says. One record alone, a list, JSON lines, and the
// answers and webhooks that wrap them are read alike.
import type {
  ExportReader,
  ObservationLine,
  Reading,
  ReadOptions,
  Recognition,
  Sample,
} from '../connector.js';
import type { Fields } from './document.js';
import { fieldsAt, isFields, textAt } from './document.js';
import { RowFault } from './row-fault.js';

export interface DocumentForm {
  /** `shopify.orders-json`. */
  readonly name: string;
  readonly connector: string;
  /** True once a real document of the system has been read. */
  readonly proven: boolean;
  /** JSON unless it says XML, as reading/xml-document.ts makes a tree of it. */
  readonly syntax?: 'xml';
  /** Where the records may stand in a document: paths, the likeliest first; `''` is the document. */
  readonly within: readonly string[];
  /** How sure this is a record of the product: the number of marks found; 0: it is another's. */
  readonly marks: (record: Fields) => number;
  /** Paths of a record's times; the latest in a file is the time of the extract where none is given. */
  readonly times: readonly string[];
  /** A time in a spelling of the product's own -> one that is read everywhere. */
  readonly timeText?: (text: string) => string;
  readonly zone?: string;
  readonly read: (record: Fields, options: ReadOptions) => readonly ObservationLine[] | RowFault;
}

/** Items of a list that are looked at to know whose it is: it may have millions, and forms are many. */
const lookedAt = 20;

export function documentReader(form: DocumentForm): ExportReader {
  const { name, connector, proven } = form;
  return { name, connector, proven, system: null, recognise: (sample) => recognised(form, sample) };
}

function recognised(form: DocumentForm, sample: Sample): Recognition | null {
  switch (sample.shape) {
    case 'table':
    case 'interchange':
      return null;
    case 'xml':
      return form.syntax === 'xml' ? inDocument(form, sample.document) : null;
    case 'document':
      return form.syntax === 'xml' ? null : inDocument(form, sample.document);
    case 'documents':
      if (form.syntax === 'xml') return null;
      return form.within
        .map((path) =>
          recognition(
            form,
            { rows: '', inside: path },
            sample.first.flatMap((document) => fieldsAt(document, path, lookedAt)),
          ),
        )
        .reduce(stronger, null);
  }
}

function inDocument(form: DocumentForm, document: unknown): Recognition | null {
  return form.within
    .map((path) =>
      recognition(form, { rows: path, inside: '' }, fieldsAt(document, path, lookedAt)),
    )
    .reduce(stronger, null);
}

function stronger(one: Recognition | null, other: Recognition | null): Recognition | null {
  if (one === null || other === null) return one ?? other;
  return other.strength > one.strength ? other : one;
}

/** Where the rows stand in the file, and the records in a row; `''`: it is one itself. */
interface Place {
  readonly rows: string;
  readonly inside: string;
}

function recognition(
  form: DocumentForm,
  { rows, inside }: Place,
  records: readonly Fields[],
): Recognition | null {
  const strength = Math.max(0, ...records.slice(0, lookedAt).map(form.marks));
  if (strength === 0) return null;
  return {
    strength,
    quoting: 'csv',
    rows: rows === '' ? null : rows,
    zone: form.zone ?? null,
    dayFirst: null,
    decimal: '.',
    times: ({ document }) =>
      recordsIn(document, inside).flatMap((record) =>
        form.times
          .map((time) => textAt(record, time))
          .filter((text) => text !== '')
          .map((text) => form.timeText?.(text) ?? text),
      ),
    decimalMarks: () => [],
    open: (options) => ({
      row: ({ line, document }) => readingsOf(form, recordsIn(document, inside), { line, options }),
      end: () => [],
    }),
  };
}

function recordsIn(document: unknown, path: string): readonly Fields[] {
  return isFields(document) ? fieldsAt(document, path) : [];
}

function readingsOf(
  form: DocumentForm,
  records: readonly Fields[],
  at: { readonly line: number; readonly options: ReadOptions },
): readonly Reading[] {
  const { line, options } = at;
  const readings: Reading[] = [];
  for (const record of records) {
    const read = form.marks(record) === 0 ? foreign : form.read(record, options);
    if (read instanceof RowFault) return [{ kind: 'unreadable', line, reason: read.reason }];
    for (const observation of read) readings.push({ kind: 'observation', line, observation });
  }
  return records.length === 0 ? [{ kind: 'unreadable', line, reason: foreign.reason }] : readings;
}

const foreign = new RowFault('the row is not of the kind that the rest of the file is of');
