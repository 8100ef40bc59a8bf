// The keys of a run's totals. The same few names are put together at every subject: each key is made
// once a run, because making and hashing a text anew costs more than the counting itself.
import type { Observation } from '../observation/observation.js';
import type { OrderClass } from '../order/class.js';
import { paymentClass } from './payment-class.js';
import type { Tally } from './tally.js';

type Pairs = Map<string, Map<string, string>>;

export class TallyKeys {
  readonly #arrows: Pairs = new Map();
  readonly #bars: Pairs = new Map();
  readonly #payments = new NamedPath();

  /** `left→right` */
  arrow(left: string, right: string): string {
    return paired(this.#arrows, left, '→', right);
  }

  /** `left|right` */
  bar(left: string, right: string): string {
    return paired(this.#bars, left, '|', right);
  }

  /** `paymentClass` of a capture. */
  ofPayment(capture: Observation): string {
    let path = this.#payments.on(capture.system);
    for (const namespace of Object.keys(capture.refs)) path = path.on(namespace);
    path.key ??= paymentClass(capture);
    return path.key;
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

/** What captures of one system name, in the order in which they do. */
class NamedPath {
  readonly #next = new Map<string, NamedPath>();
  key: string | null = null;

  on(name: string): NamedPath {
    const known = this.#next.get(name);
    if (known !== undefined) return known;
    const path = new NamedPath();
    this.#next.set(name, path);
    return path;
  }
}

/** What a run counts into, and its keys. */
export interface Totals {
  readonly tally: Tally;
  readonly keys: TallyKeys;
}
