// Documents in which records of several kinds stand: which of them one record is, by the fields that only
// that kind has together.
import type { ObservationLine, ReadOptions } from '../connector.js';
import type { DocumentForm } from './document-reader.js';
import type { Fields } from './document.js';
import { valueAt } from './document.js';
import type { RowFault } from './row-fault.js';

/** One kind of record. */
interface RecordShape {
  /** Paths that only such a record has together. */
  readonly paths: readonly string[];
  readonly said: (record: Fields, options: ReadOptions) => readonly ObservationLine[] | RowFault;
}

/** How many of the paths lead to something in a record; 0 unless all do. */
export function marksAt(paths: readonly string[]): (record: Fields) => number {
  return (record) =>
    paths.every((path) => valueAt(record, path) !== undefined) ? paths.length : 0;
}

/** The first shape that fits is the record's. */
export function recordShapes(shapes: readonly RecordShape[]): Pick<DocumentForm, 'marks' | 'read'> {
  const marked = shapes.map(({ paths, said }) => ({ marks: marksAt(paths), said }));
  const shapeOf = (record: Fields): (typeof marked)[number] | undefined =>
    marked.find(({ marks }) => marks(record) > 0);
  return {
    marks: (record) => shapeOf(record)?.marks(record) ?? 0,
    read: (record, options) => shapeOf(record)?.said(record, options) ?? [],
  };
}
