// What every statement of one transaction set shares: who says it, of which document, and when.
import { plainControl } from '../../core/interchange/control.js';
import { stampText } from '../../core/interchange/stamp.js';
import type { Stamp } from '../../core/interchange/stamp.js';
import type { TransactionSet } from '../../core/interchange/interchange.js';
import type { ItemNames, TradeLine } from '../../core/interchange/trade.js';
import type { Kind } from '../../core/observation/kinds.js';
import { decimalOf } from '../../core/observation/decimal.js';
import { instantText } from '../../core/observation/instant.js';
import type { ObservationLine, ReadOptions } from '../connector.js';
import { plainDecimal } from '../reading/numbers.js';
import type { StatedTime } from '../reading/stated-time.js';
import { statedTime } from '../reading/stated-time.js';
import type { StatedRecord, StatedRest } from '../reading/statement.js';
import { refsOf, statementOf } from '../reading/statement.js';
import type { Direction } from './direction.js';

/** A line of `data.lines`. */
export interface Goods {
  readonly qty: string;
  readonly line?: string;
  readonly sku?: string;
  readonly price?: string;
}

/**
 * The name of a group (X12), or of an interchange where there are no groups, and with a control number
 * behind it of a document: by it a document and its acknowledgement meet. Numbers are unique only to
 * who assigned them, and both sides begin at 1.
 */
export function groupName(sender: string, control: string): string {
  return `${sender}/${plainControl(control)}`;
}

/** The dates of a set's envelopes, the group's before the interchange's. */
export function envelopeTimes({ group, interchange }: TransactionSet): string[] {
  const stamps = group === null ? [interchange.stamp] : [group.stamp, interchange.stamp];
  return stamps.flatMap((stamp) => stampText(stamp) ?? []);
}

export class Telling {
  readonly set: TransactionSet;
  readonly direction: Direction;
  /** Interchange id of the other side; of a document whose direction is unknown, of its receiver. */
  readonly partner: string;
  readonly #options: ReadOptions;
  readonly #time: StatedTime;

  constructor(set: TransactionSet, time: StatedTime, direction: Direction, options: ReadOptions) {
    const { sender, receiver } = set.interchange;
    this.set = set;
    this.direction = direction;
    this.partner = direction === 'received' ? sender : receiver;
    this.#options = options;
    this.#time = time;
  }

  /** The names of this document and of its group. */
  get names(): { readonly document: string; readonly group: string } {
    const { control, type, interchange, group } = this.set;
    const inGroup = interchange.syntax === 'x12' && group !== null;
    const name = groupName(interchange.sender, inGroup ? group.control : interchange.control);
    return { document: `${name}/${control || type}`, group: name };
  }

  /** The numbers of its envelopes and its own, as people look for them. */
  get control(): string {
    const { control, interchange, group } = this.set;
    return [interchange.control, group?.control ?? '', control]
      .filter((number) => number !== '')
      .join('/');
  }

  /** A statement under these names, at the time of the document unless another is given. */
  say(
    kind: Kind,
    names: Readonly<Record<string, string | readonly string[]>>,
    rest: StatedRest & { readonly at?: StatedTime | null } = {},
  ): ObservationLine {
    const { at, ...stated } = rest;
    const { control, set } = this;
    const { sender, test } = set.interchange;
    // Tests are numbered by themselves, so that a number may be a live document's too.
    const key = `${test ? 'test/' : ''}${sender}/${control}`;
    const said = test ? { ...stated, data: { ...stated.data, test } } : stated;
    const record: StatedRecord = {
      system: this.#options.system,
      key,
      refs: refsOf({ ...names, partner: this.partner }),
      version: null,
    };
    return statementOf(record, kind, at ?? this.#time, said);
  }

  /** null where the stamp is absent, or no date. */
  at(stamp: Stamp | null): StatedTime | null {
    const text = stamp === null ? null : stampText(stamp);
    const span = text === null ? null : this.#options.times(text);
    return span === null ? null : statedTime(span);
  }

  /** The latest moment that a stamp can mean; null where it is none. */
  latest(stamp: Stamp | null): string | null {
    const text = stamp === null ? null : stampText(stamp);
    const span = text === null ? null : this.#options.times(text);
    return span === null ? null : instantText(span.until);
  }

  /** The earliest moment that the document can have been made. */
  get made(): string {
    return this.#time.at;
  }

  /** The item under the company's own name for it, where its side is known. */
  sku({ seller, buyer, stock, global }: ItemNames, side: 'seller' | 'buyer' | null): string {
    const own = side === 'seller' ? seller : side === 'buyer' ? buyer : '';
    return own || stock || global || seller || buyer;
  }

  /** The lines as goods; null where a quantity is none, or of a part: what is left says too little. */
  goods(lines: readonly TradeLine[], side: 'seller' | 'buyer' | null): readonly Goods[] | null {
    const goods: Goods[] = [];
    for (const { line, names, qty, price } of lines) {
      const count = decimalOf(qty);
      if (count === undefined || count < 0 || count % 10_000 !== 0) return null;
      const sku = this.sku(names, side);
      const unit = plainDecimal(price, '.');
      goods.push({
        qty,
        ...(line === '' ? {} : { line }),
        ...(sku === '' ? {} : { sku }),
        ...(unit === null || unit.startsWith('-') ? {} : { price: unit }),
      });
    }
    return goods.length === 0 ? null : goods;
  }
}
