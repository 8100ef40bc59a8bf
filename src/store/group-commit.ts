// Group commit: while one transaction is under way the next one gathers, so that a busy caller waits
// for the disk as often as a quiet one.

export interface GroupLimits {
  /** Transactions under way at once. */
  readonly commits: number;
  /** Weight of one transaction, or little more. */
  readonly weight: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (result: Result) => void;
  readonly fail: (error: unknown) => void;
}

export class GroupCommit<Item, Result> {
  readonly #keep: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #weightOf: (item: Item) => number;
  readonly #limits: GroupLimits;
  #waiting: Waiting<Item, Result>[] = [];
  #commits = 0;

  /** @param keep keeps all or, where it rejects, nothing; a result for each, in their order. */
  constructor(
    keep: (items: readonly Item[]) => Promise<readonly Result[]>,
    limits: GroupLimits,
    weightOf: (item: Item) => number,
  ) {
    this.#keep = keep;
    this.#limits = limits;
    this.#weightOf = weightOf;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when the item is kept; rejects where it could not be, however often alone. */
  async submit(item: Item): Promise<Result> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ item, settle, fail });
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#commits >= this.#limits.commits || this.#waiting.length === 0) return;
    const batch = this.#next();
    this.#commits += 1;
    void this.#commit(batch).finally(() => {
      this.#commits -= 1;
      this.#begin();
    });
  }

  #next(): readonly Waiting<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      const added = this.#weightOf(item);
      if (count > 0 && weight + added > this.#limits.weight) break;
      weight += added;
      count += 1;
    }
    const batch = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return batch;
  }

  async #commit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#keep(batch.map(({ item }) => item));
      for (const [index, { settle, fail }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) fail(new Error('the store lost an item'));
        else settle(result);
      }
    } catch (error) {
      await this.#apart(batch, error);
    }
  }

  /** What the store refuses must not take the others with it, nor what takes too long: halves, and halves of these. */
  async #apart(batch: readonly Waiting<Item, Result>[], error: unknown): Promise<void> {
    if (batch.length === 1 || !(isOfContent(error) || isTooLong(error))) {
      for (const { fail } of batch) fail(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.#commit(batch.slice(0, middle));
    await this.#commit(batch.slice(middle));
  }
}

/**
 * Whether what was to be kept is at fault, and not the store: of PostgreSQL's classes of SQLSTATE, 21
 * (cardinality violation), 22 (data exception), 23 (integrity constraint violation) and 54 (a limit of
 * its own). Any other fault fails all alike.
 */
export function isOfContent(error: unknown): boolean {
  return /^(?:2[123]|54)/.test(codeOf(error));
}

/**
 * Whether a transaction was ended for its length, or a statement of it (57014, which says no more of who
 * cancelled it): a shorter one may do.
 */
export function isTooLong(error: unknown): boolean {
  return ['25P03', '25P04', '57014'].includes(codeOf(error));
}

/** SQLSTATE of a fault of the database; empty for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
