// Takes the values of one record, each checked: the first that can't be what its title says makes the
// whole record unreadable, so that a reader is free of the question at every value.
import { isCurrency } from '../../core/observation/currency.js';
import type { Decimal } from '../../core/observation/decimal.js';
import { decimalOf, decimalText, zero } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { TimeSpan } from '../../core/observation/written-time.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { plainNumber } from './numbers.js';
import { isSpreadsheetNumber, RowFault, shown, wentThroughSpreadsheet } from './row-fault.js';
import { moneyOf } from './statement.js';

/** One line of goods, as `data.lines` has it. */
export interface GoodsLine {
  readonly line?: string;
  readonly sku?: string;
  readonly qty: string;
  /** Of one unit. */
  readonly price?: string;
}

/** A line as the file states it; empty texts are not stated. */
export interface StatedLine {
  readonly line?: string;
  readonly sku: string;
  readonly qty: string;
  /** Of one unit. */
  readonly price?: string;
}

export class Checked {
  readonly #options: ReadOptions;
  #fault: RowFault | null = null;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  /** The record is refused for a reason of the reader's own. */
  refuse(reason: string): RowFault {
    this.#fault ??= new RowFault(reason);
    return this.#fault;
  }

  /** The statements, unless a value of the record was none. */
  told(lines: readonly ObservationLine[]): readonly ObservationLine[] | RowFault {
    return this.#fault ?? lines;
  }

  /** null where nothing is stated. */
  time(title: string, text: string): TimeSpan | null {
    if (text === '') return null;
    const span = this.#options.times(text);
    if (span === null) this.refuse(`${title} is ${shown(text)}, which is no time`);
    return span;
  }

  /** The time without which nothing of the record can be placed; null: the record is refused. */
  placed(title: string, text: string): TimeSpan | null {
    if (text === '') this.refuse(`${title} is empty, so nothing can be placed in time`);
    return this.time(title, text);
  }

  /** The latest moment that a stated time can be, as `ship_by` and `available_from` have it. */
  latest(title: string, text: string): string | null {
    const span = this.time(title, text);
    return span === null ? null : instantText(span.until);
  }

  /** An id; one that a spreadsheet has rounded names nothing any more. */
  id(title: string, text: string): string {
    if (text === '') this.refuse(`${title} is empty, so the record belongs to nothing`);
    if (isSpreadsheetNumber(text))
      this.refuse(`${title} is ${shown(text)}: ${wentThroughSpreadsheet}`);
    return text;
  }

  /** Plain decimal text; empty where nothing is stated. */
  amount(title: string, text: string): string {
    if (text === '') return '';
    const amount = plainNumber(text, this.#options.decimal);
    if (amount !== null && decimalOf(amount) !== undefined) return amount;
    this.refuse(`${title} is ${shown(text)}, which is no plain decimal`);
    return '';
  }

  /** An amount with its currency, as the fields of a payment have them; without its sign. */
  money(title: string, amount: string, currency: string): { amount?: string; currency?: string } {
    return moneyOf(this.amount(title, amount).replace(/^-/, ''), this.#currency(currency));
  }

  /** As `money`, of amounts that were added up: no mark of the file's stands in it any more. */
  summed(sum: Decimal, currency: string): { amount?: string; currency?: string } {
    return moneyOf(decimalText(Math.abs(sum) as Decimal), this.#currency(currency));
  }

  /** `data.total`, where one is stated; nobody orders for less than nothing. */
  total(title: string, amount: string, currency: string): { total?: object } {
    const stated = this.amount(title, amount);
    if ((decimalOf(stated) ?? zero) < zero)
      this.refuse(`${title} is ${shown(amount)}, which is less than nothing`);
    return stated === '' ? {} : { total: moneyOf(stated, this.#currency(currency)) };
  }

  /** A whole number that is not negative; empty where nothing is stated. */
  quantity(title: string, text: string): string {
    const quantity = this.amount(title, text);
    const size = decimalOf(quantity);
    if (quantity === '' || (size !== undefined && size >= 0 && size % 10_000 === 0))
      return quantity;
    this.refuse(`${title} is ${shown(text)}, which is no whole number`);
    return '';
  }

  /** None where nothing was bought: the line stands for something that is not goods, or was taken off. */
  line(title: string, stated: StatedLine): readonly GoodsLine[] {
    const qty = this.quantity(title, stated.qty);
    if (qty === '' || decimalOf(qty) === 0) return [];
    const { line = '', sku } = stated;
    const price = this.amount('the price of a line', stated.price ?? '');
    return [
      {
        qty,
        ...(line === '' ? {} : { line }),
        ...(sku === '' ? {} : { sku }),
        // Some systems write what they take off as a line of its own.
        ...(price === '' || price.startsWith('-') ? {} : { price }),
      },
    ];
  }

  /** Of a system that sells parts of a unit too: none where one line is of a part, for the others say too little. */
  wholeLines(title: string, stated: readonly StatedLine[]): readonly GoodsLine[] {
    const lines = stated.map((one) => ({
      ...one,
      size: decimalOf(this.amount(title, one.qty)) ?? zero,
    }));
    if (lines.some(({ size }) => size < 0 || size % 10_000 !== 0)) return [];
    return lines.flatMap(({ size, ...line }) =>
      this.line(title, { ...line, qty: decimalText(size) }),
    );
  }

  #currency(text: string): string {
    const currency = text.toUpperCase();
    if (currency === '' || isCurrency(currency)) return currency;
    this.refuse(`the currency is ${shown(text)}, which is none`);
    return '';
  }
}
