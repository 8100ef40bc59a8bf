// When each system spoke: per day the count and the first and last instant, so that a wrong clock
// can be told from the run's true window after everything was seen.
import { day } from '../core/observation/instant.js';

export interface DayOfSystem {
  /** The scanning thread's number of the system. */
  readonly system: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  count: number;
  first: number;
  last: number;
}

const daysMax = 100_000;

export class TimeTable {
  readonly #days = new Map<number, DayOfSystem>();
  #recent: DayOfSystem = { system: -1, day: -1, count: 0, first: 0, last: 0 };

  add(system: number, at: number): void {
    const dayNumber = Math.floor(at / day);
    let entry = this.#recent;
    if (entry.system !== system || entry.day !== dayNumber) {
      entry = this.#entry(system, dayNumber, at);
      this.#recent = entry;
    }
    entry.count += 1;
    if (at < entry.first) entry.first = at;
    if (at > entry.last) entry.last = at;
  }

  #entry(system: number, dayNumber: number, at: number): DayOfSystem {
    const key = system * daysMax + dayNumber;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const entry = { system, day: dayNumber, count: 0, first: at, last: at };
    this.#days.set(key, entry);
    return entry;
  }

  days(): DayOfSystem[] {
    return [...this.#days.values()];
  }
}
