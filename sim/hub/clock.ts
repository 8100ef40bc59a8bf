// Virtual time: it passes only from one planned happening to the next. Between two of them everything
// that can go on without time passing has gone on, so that a seed gives the same run each time.
import type { Instant } from '../../src/core/observation/instant.js';

interface Planned {
  readonly at: number;
  /** Of two at one time, the one that was planned first. */
  readonly order: number;
  readonly run: () => void;
}

export class VirtualClock {
  #now: number;
  #order = 0;
  /** A heap: each is no later than the two at twice its place. */
  readonly #planned: Planned[] = [];
  readonly #outside = new Set<Promise<unknown>>();
  happened = 0;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): Instant {
    return this.#now as Instant;
  }

  after(millis: number, run: () => void): void {
    this.#order += 1;
    this.#push({ at: this.#now + Math.max(0, Math.round(millis)), order: this.#order, run });
  }

  async sleep(millis: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(millis, resolve);
    });
  }

  /** Work that takes real time, such as a database's: virtual time waits for it. */
  async outside<Result>(work: Promise<Result>): Promise<Result> {
    this.#outside.add(work);
    try {
      return await work;
    } finally {
      this.#outside.delete(work);
    }
  }

  /** Lets all happen that is planned until then. */
  async runUntil(end: number): Promise<void> {
    await this.#drained();
    for (;;) {
      const [next] = this.#planned;
      if (next === undefined || next.at > end) break;
      this.#pop();
      this.#now = next.at;
      this.happened += 1;
      next.run();
      await this.#drained();
    }
    this.#now = Math.max(this.#now, end);
  }

  async #drained(): Promise<void> {
    do {
      await Promise.race(this.#outside.size === 0 ? [immediate()] : this.#outside).catch(
        () => undefined,
      );
      await immediate();
    } while (this.#outside.size > 0);
  }

  #push(planned: Planned): void {
    const heap = this.#planned;
    let place = heap.length;
    heap.push(planned);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, planned)) break;
      heap[place] = parent;
      heap[above] = planned;
      place = above;
    }
  }

  #pop(): void {
    const heap = this.#planned;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const below = this.#lesser(place * 2 + 1);
      const child = heap[below];
      if (child === undefined || isBefore(last, child)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
  }

  #lesser(left: number): number {
    const one = this.#planned[left];
    const other = this.#planned[left + 1];
    return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
  }
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

async function immediate(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
