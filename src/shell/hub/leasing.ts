// Which of the sources this process may read. Of several processes on one database one reads each source;
// where it is killed, stopped or cut off, another takes over within five seconds. It is a courtesy, not a
// guard: two that read at once file everything once all the same, for its names are the same.
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { reasonOf } from '../../core/reason.js';
import type { Lease, Leases } from '../../store/leases.js';
import type { Rounds } from './rounds.js';
import { rounds } from './rounds.js';

const beatMillis = 900;
/** Whoever says nothing for so long is taken for gone: well before, it takes itself for gone. */
const goneMillis = 3_000;
const ownMillis = 2_200;
/** So soon who does not hold a source looks whether it does now. */
const notHeldMillis = 200;

interface SeenLease extends Lease {
  /** By this process's own clock, which nothing sets back, and which goes on while it is stopped. */
  readonly since: number;
}

export class Leasing {
  readonly #leases: Leases;
  readonly #complain: (line: string) => void;
  readonly #holder = randomUUID();
  readonly #sources = new Set<string>();
  #seen: ReadonlyMap<string, SeenLease> = new Map();
  #saidAt = -Infinity;
  #failing = false;
  readonly #beats: Rounds;

  constructor(leases: Leases, complain: (line: string) => void) {
    this.#leases = leases;
    this.#complain = complain;
    this.#beats = rounds(async () => this.#beat());
  }

  want(source: string): void {
    this.#sources.add(source);
  }

  holds(source: string): boolean {
    const isFresh = performance.now() - this.#saidAt < ownMillis;
    return isFresh && this.#seen.get(source)?.holder === this.#holder;
  }

  /** Gives back what it holds, so that another takes it at once. */
  readonly end = async (): Promise<void> => {
    await this.#beats.end();
    this.#saidAt = -Infinity;
    await this.#leases.release(this.#holder).catch(() => undefined);
  };

  async #beat(): Promise<number> {
    // What is said now counts from before it was said.
    const said = performance.now();
    const sources = [...this.#sources];
    if (sources.length === 0) return notHeldMillis;
    const gone = [...this.#seen.values()].filter(
      ({ holder, since }) => holder !== this.#holder && said - since >= goneMillis,
    );
    try {
      const leases = await this.#leases.hold({ holder: this.#holder, sources, gone });
      this.#seen = new Map(leases.map((lease) => [lease.source, this.#noted(lease)]));
      this.#saidAt = said;
      this.#failing = false;
    } catch (error) {
      const why = reasonOf(error);
      if (!this.#failing) this.#complain(`it can't be said which sources are read here: ${why}`);
      this.#failing = true;
    }
    return beatMillis;
  }

  #noted(lease: Lease): SeenLease {
    const before = this.#seen.get(lease.source);
    const still = before?.holder === lease.holder && before.beat === lease.beat;
    return { ...lease, since: still ? before.since : performance.now() };
  }
}

export interface LeasedWork {
  readonly round: () => Promise<number>;
  /** Another may have read meanwhile: what is remembered here may be old. */
  readonly taken: () => void;
  /** What it knew of the source is now another's to say. */
  readonly left: () => void;
}

/** Rounds that are done while the source is held, and else only looked for. */
export function leased(
  source: string,
  leasing: Pick<Leasing, 'want' | 'holds'>,
  { round, taken, left }: LeasedWork,
): () => Promise<number> {
  leasing.want(source);
  let had = false;
  return async () => {
    const has = leasing.holds(source);
    if (has && !had) taken();
    if (!has && had) left();
    had = has;
    return has ? round() : notHeldMillis;
  };
}
