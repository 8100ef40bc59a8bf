// The keys of a run's totals. The same few names are put together at every subject: each key is made
// once a run, because making and hashing a text anew costs more than the counting itself.
import type { OrderClass } from '../order/class.js';
import type { Tally } from './tally.js';

type Pairs = Map<string, Map<string, string>>;

export class TallyKeys {
  readonly #arrows: Pairs = new Map();
  readonly #bars: Pairs = new Map();

  /** `left→right` */
  arrow(left: string, right: string): string {
    return paired(this.#arrows, left, '→', right);
  }

  /** `left|right` */
  bar(left: string, right: string): string {
    return paired(this.#bars, left, '|', right);
  }

  /** `classText` of a class. */
  ofClass({ channel, fulfilledBy, type }: OrderClass): string {
    return this.bar(this.bar(channel, fulfilledBy), type);
  }
}

function paired(pairs: Pairs, left: string, mark: '→' | '|', right: string): string {
  let row = pairs.get(left);
  if (row === undefined) {
    row = new Map();
    pairs.set(left, row);
  }
  let key = row.get(right);
  if (key === undefined) {
    key = `${left}${mark}${right}`;
    row.set(right, key);
  }
  return key;
}

/** What a run counts into, and its keys. */
export interface Totals {
  readonly tally: Tally;
  readonly keys: TallyKeys;
}
