// `lines:` of a declared reader: the order lines that one row holds.
import type { ReaderLines, ValueSource } from '../../core/contract/contract.js';
import type { ReadOptions, Row, Sample } from '../connector.js';
import { fieldsAt } from '../reading/document.js';
import { RowFault } from '../reading/row-fault.js';
import { numberOf } from './fields.js';
import { cellOf, textsOf } from './values.js';
import type { Texts } from './values.js';

/** A line of `data.lines`. */
export interface StatedLine {
  readonly line?: string;
  readonly sku?: string;
  readonly qty: string;
  readonly price?: string;
}

type LineTexts = Readonly<Record<'line' | 'sku' | 'qty' | 'price', readonly string[]>>;

const none: Texts = () => [];

/** A list in a cell gives one line an item; what has one value holds for all of them. */
function lineAt(index: number, texts: LineTexts, options: ReadOptions): StatedLine | RowFault {
  const at = (values: readonly string[]): string | undefined =>
    values.length === 1 ? values[0] : values[index];
  const line = at(texts.line);
  const sku = at(texts.sku);
  const qty = numberOf('qty', at(texts.qty) ?? '', options);
  if (qty instanceof RowFault) return qty;
  const price = at(texts.price);
  const amount = price === undefined ? undefined : numberOf('price', price, options);
  if (amount instanceof RowFault) return amount;
  return {
    ...(line === undefined ? {} : { line }),
    ...(sku === undefined ? {} : { sku }),
    qty,
    ...(amount === undefined ? {} : { price: amount }),
  };
}

function linesIn(texts: LineTexts, options: ReadOptions): StatedLine[] | RowFault {
  const count = Math.max(texts.line.length, texts.sku.length);
  const lines: StatedLine[] = [];
  for (let index = 0; index < count; index += 1) {
    const line = lineAt(index, texts, options);
    if (line instanceof RowFault) return line;
    // Nothing of it was ordered.
    if (Number(line.qty) !== 0) lines.push(line);
  }
  return lines;
}

/** Binds `lines:` to the columns of a file. A row that names neither line nor SKU has no line. */
export function linesOf(
  sample: Sample,
  mapping: ReaderLines,
  options: ReadOptions,
): (row: Row) => readonly StatedLine[] | RowFault {
  const inside = mapping.each;
  const within: Sample = inside === null ? sample : { shape: 'document', document: null };
  const texts = (source: ValueSource | null): Texts =>
    source === null ? none : textsOf(within, source);
  const [line, sku, price] = [texts(mapping.line), texts(mapping.sku), texts(mapping.price)];
  const qty = mapping.qty === null ? (): readonly string[] => ['1'] : texts(mapping.qty);
  const inRow = (row: Row): StatedLine[] | RowFault =>
    linesIn({ line: line(row), sku: sku(row), qty: qty(row), price: price(row) }, options);
  if (inside === null) return inRow;
  const list = cellOf(sample, inside);
  return (row) => {
    const lines: StatedLine[] = [];
    // In XML nothing tells a list of one from the one.
    for (const document of fieldsAt(list?.(row), '')) {
      const inItem = inRow({ ...row, document });
      if (inItem instanceof RowFault) return inItem;
      lines.push(...inItem);
    }
    return lines;
  };
}
