// How long a file is silent at the most. Where nothing says when it was made, its last time is only the
// earliest at which that can have been: it may have been made in the middle of another such silence.
import type { Instant } from '../core/observation/instant.js';
import { day, hour } from '../core/observation/instant.js';

/** The longest of fewer silences says little of how long the next may be. */
const silencesMin = 10;

export class Silence {
  /** Hours since 1970 of which the file says something. */
  readonly #hours = new Set<number>();
  #latest = -1;

  add(at: Instant): void {
    const number = Math.floor(at / hour);
    // The times of a file mostly lie near each other.
    if (number === this.#latest) return;
    this.#latest = number;
    this.#hours.add(number);
  }

  /** Milliseconds; where there are few silences all of the time that the file spans, and a day at least. */
  longest(): number {
    const hours = Float64Array.from(this.#hours).sort();
    const first = hours[0] ?? 0;
    if (hours.length <= silencesMin) return Math.max(day, ((hours.at(-1) ?? 0) - first) * hour);
    let longest = 0;
    let before = first;
    for (const one of hours) {
      longest = Math.max(longest, one - before);
      before = one;
    }
    return longest * hour;
  }
}
