// The first reading of a file's rows: what only the whole of them decides. Day before month or after,
// comma or point, and the last time in it, which is the earliest at which it can have been made.
import type { Recognition } from '../connectors/connector.js';
import type { Instant } from '../core/observation/instant.js';
import type { OffsetAt, TimeFrame } from '../core/observation/written-time.js';
import { provenOrder, timeSpanOf, writtenTimeOf } from '../core/observation/written-time.js';
import { Silence } from './silence.js';
import type { FileRow } from './table.js';

export interface Whole {
  readonly dayFirst: boolean | null;
  readonly decimal: '.' | ',' | null;
  readonly last: Instant | null;
  /** The longest time in which it says nothing, in milliseconds. */
  readonly silenceMillis: number;
  /** Some times could be read with day and month either way, and nothing decides. */
  readonly orderUndecided: boolean;
  /** Some times carry no offset, and nothing says the zone. */
  readonly zoneUnknown: boolean;
}

const orders = [true, false, null] as const;

/** Year first, to the second: texts of one offset sort as their times do. */
const sorts = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?: ?(?:Z|[+-]\d{2}:?\d{2}))?$/;
const hourEnd = 13;
const secondsEnd = 19;
const dash = 45;
const colon = 58;

function looksSorted(text: string): boolean {
  return (
    text.charCodeAt(4) === dash &&
    text.charCodeAt(7) === dash &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon
  );
}

/** A time that sorts, to its hour and with its offset. */
function hourOf(text: string): string {
  return text.slice(0, hourEnd) + text.slice(secondsEnd);
}

class TimesSeen {
  readonly #offsetAt: OffsetAt | null;
  readonly #last: (Instant | null)[] = [null, null, null];
  #dayFirst = false;
  #monthFirst = false;
  #ambiguous = false;
  withoutOffset = false;
  /** Offset as it is written -> the latest text that sorts. */
  readonly #latest = new Map<string, string>();
  readonly #silences = orders.map(() => new Silence());
  /** Hours of texts that sort, as they are written. */
  readonly #hours = new Set<string>();
  #hour = '';

  constructor(offsetAt: OffsetAt | null) {
    this.#offsetAt = offsetAt;
  }

  add(text: string): void {
    if (this.#addsNothing(text)) return;
    const time = writtenTimeOf(text);
    if (time === null) return;
    const order = provenOrder(time);
    if (order === 'day-first') this.#dayFirst = true;
    if (order === 'month-first') this.#monthFirst = true;
    if (order === null && time.dayFirst !== time.monthFirst) this.#ambiguous = true;
    if (time.offset === null) this.withoutOffset = true;
    const plain = time.dayFirst === time.monthFirst;
    const first = plain ? timeSpanOf(time, { dayFirst: null, offsetAt: this.#offsetAt }) : null;
    if (first !== null && sorts.test(text)) {
      this.#latest.set(text.slice(secondsEnd), text);
      this.#hours.add(hourOf(text));
    }
    for (const [index, dayFirst] of orders.entries()) {
      const span = plain ? first : timeSpanOf(time, { dayFirst, offsetAt: this.#offsetAt });
      const last = this.#last[index] ?? null;
      if (span === null) continue;
      this.#silences[index]?.add(span.at);
      if (last === null || span.until > last) this.#last[index] = span.until;
    }
  }

  /** It is no later than one written like it, and in an hour of another: most of what a file has. */
  #addsNothing(text: string): boolean {
    const latest = this.#latest.get(text.slice(secondsEnd));
    if (latest === undefined || text > latest) return false;
    if (!looksSorted(text) || text.charCodeAt(10) !== latest.charCodeAt(10)) return false;
    const hour = hourOf(text);
    if (hour === this.#hour) return true;
    if (!this.#hours.has(hour)) return false;
    this.#hour = hour;
    return true;
  }

  /** null where nothing decides, or where the file contradicts itself. */
  dayFirst(): boolean | null {
    return this.#dayFirst === this.#monthFirst ? null : this.#dayFirst;
  }

  undecided(): boolean {
    return this.#ambiguous && this.dayFirst() === null;
  }

  last(dayFirst: boolean | null): Instant | null {
    return this.#last[orders.indexOf(dayFirst)] ?? null;
  }

  silence(dayFirst: boolean | null): number {
    return this.#silences[orders.indexOf(dayFirst)]?.longest() ?? 0;
  }
}

/** Reads all rows once. `frame` is what is known before: the declared order and the zone. */
export async function surveyWhole(
  rows: AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>,
  recognition: Recognition,
  frame: TimeFrame,
): Promise<Whole> {
  const times = new TimesSeen(frame.offsetAt);
  const marks = new Set<'.' | ','>();
  for await (const group of rows) {
    for (const row of group) {
      if ('unreadable' in row) continue;
      for (const text of recognition.times(row)) times.add(text);
      for (const mark of recognition.decimalMarks(row)) marks.add(mark);
    }
  }
  const dayFirst = frame.dayFirst ?? times.dayFirst();
  const [mark = null] = marks.size === 1 ? marks : [];
  return {
    dayFirst,
    decimal: recognition.decimal ?? mark,
    last: times.last(dayFirst),
    silenceMillis: times.silence(dayFirst),
    orderUndecided: frame.dayFirst === null && times.undecided(),
    zoneUnknown: frame.offsetAt === null && times.withoutOffset,
  };
}
