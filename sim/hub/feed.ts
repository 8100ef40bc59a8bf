// A system that is asked what has changed: rows whose times are coarse, equal, off, or older than their
// appearing; pages that shift while they are read; a clock of its own; answers that do not come.
import type { PageAnswer, PageRequest } from '../../src/connectors/connector.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Random } from '../company/random.js';

interface Row {
  changed: number;
  readonly line: Readonly<Record<string, unknown>>;
}

export interface FeedGiven {
  readonly random: Random;
  readonly now: () => number;
  /** What its clock shows more than the true one. */
  readonly skewMillis: number;
  /** From 0 to 1: how badly it answers. */
  readonly badness: () => number;
  /** Each page that it has shown. */
  readonly shown: (body: string) => void;
}

/** A row is written so long before others can see it, at most. */
const unseenMillis = 90_000;

export class Feed {
  readonly #given: FeedGiven;
  readonly #rows: Row[] = [];
  /** Times are kept no finer than this. */
  readonly #coarseMillis: number;
  readonly #pageSize: number;
  readonly #tellsTime: boolean;

  constructor(given: FeedGiven) {
    this.#given = given;
    const { random } = given;
    this.#coarseMillis = random.pick([1, 1_000, 60_000]);
    this.#pageSize = random.whole(2, 6);
    this.#tellsTime = random.chance(0.7);
  }

  add(line: string): void {
    const { random } = this.#given;
    const row: Row = {
      changed: this.#clock() - (random.chance(0.3) ? random.whole(0, unseenMillis) : 0),
      line: JSON.parse(line) as Row['line'],
    };
    row.changed -= row.changed % this.#coarseMillis;
    this.#rows.push(row);
    const touched = this.#rows[random.whole(0, this.#rows.length - 1)];
    // Somebody edits what interests nobody: the row stands elsewhere from now on.
    if (touched !== undefined && random.chance(0.3)) {
      touched.changed = this.#clock() - (this.#clock() % this.#coarseMillis);
    }
  }

  page({ since, page }: PageRequest): PageAnswer {
    const { random } = this.#given;
    if (random.chance(this.#given.badness() / 2)) {
      return { got: 'nothing', why: 'answered 503', afterMillis: null };
    }
    const rows = this.#rows
      .filter(({ changed }) => since === null || changed >= since)
      .sort((one, other) => one.changed - other.changed);
    const from = (page - 1) * this.#pageSize;
    const shown = rows.slice(from, from + this.#pageSize);
    const body = JSON.stringify({
      rows: shown.map(({ changed, line }) => ({
        ...line,
        changed: new Date(changed).toISOString(),
      })),
    });
    this.#given.shown(body);
    const isCutOff = random.chance(this.#given.badness() / 8);
    const bytes = Buffer.from(isCutOff ? body.slice(0, body.length / 2) : body);
    return {
      got: 'page',
      body: bytes,
      next: from + this.#pageSize < rows.length ? String(page + 1) : null,
      servedAt: this.#tellsTime ? (this.#clock() as Instant) : null,
    };
  }

  #clock(): number {
    return this.#given.now() + this.#given.skewMillis;
  }
}
