// Finds the one row that the database refuses to fold: half of the rows that failed, and half of these,
// so that a batch of n costs some log n transactions more and not n. What was too much
// at once gets smaller in the same way.

export class Narrowing {
  /** So many of the oldest rows hold one that is refused; null: none is known to. */
  #suspects: number | null = null;

  /** How many rows the next fold may take of those that it would. */
  most(rows: number): number {
    return this.#suspects === null ? rows : Math.min(rows, Math.ceil(this.#suspects / 2));
  }

  folded(rows: number): void {
    if (this.#suspects === null) return;
    const left = this.#suspects - rows;
    this.#suspects = rows > 0 && left > 0 ? left : null;
  }

  /** @returns whether it is the row itself: it was folded alone. */
  failed(rows: number): boolean {
    this.#suspects = rows > 1 ? rows : null;
    return rows === 1;
  }
}
