// The names of one column as numbers: a table in plain memory, because a run of ten million lines has
// millions of names, and as a Map they would be the largest thing in memory.

const empty = -1;

export class NameTable {
  size = 0;
  /** Of them, those that stand in a statement that does not name the order by `order`. */
  loose = 0;
  #digests = new Float64Array(64).fill(empty);
  #seconds = new Float64Array(64);
  #isLoose = new Uint8Array(64);

  /** A name by its digest (a whole number of at most 53 bits), stated at a second since 1970. */
  add(digest: number, second: number, isLoose: boolean): void {
    const slot = this.#slotOf(digest);
    if (this.#digests[slot] === empty) {
      this.#digests[slot] = digest;
      this.#seconds[slot] = second;
      this.size += 1;
    } else if (second < (this.#seconds[slot] ?? 0)) this.#seconds[slot] = second;
    if (isLoose && this.#isLoose[slot] === 0) {
      this.#isLoose[slot] = 1;
      this.loose += 1;
    }
    if (this.size * 2 > this.#digests.length) this.#grow();
  }

  has(digest: number): boolean {
    return this.#digests[this.#slotOf(digest)] !== empty;
  }

  /** The earliest second in which the name was stated, or undefined. */
  secondOf(digest: number): number | undefined {
    const slot = this.#slotOf(digest);
    return this.#digests[slot] === empty ? undefined : this.#seconds[slot];
  }

  /** Names first stated at `from..until`. */
  within(from: number, until: number): number {
    return this.#count(from, until, null);
  }

  /** Of these names, first stated at `from..until`, those that the other has too. */
  matched(other: NameTable, from: number, until: number): number {
    return this.#count(from, until, other);
  }

  #count(from: number, until: number, other: NameTable | null): number {
    let count = 0;
    for (let slot = 0; slot < this.#digests.length; slot += 1) {
      const digest = this.#digests[slot] ?? empty;
      const second = this.#seconds[slot] ?? 0;
      if (digest === empty || second < from || second > until) continue;
      if (other === null || other.has(digest)) count += 1;
    }
    return count;
  }

  /** The names that the other has too. */
  shared(other: NameTable): Set<number> {
    const both = new Set<number>();
    for (const digest of this.#digests) if (digest !== empty && other.has(digest)) both.add(digest);
    return both;
  }

  without(gone: ReadonlySet<number>): NameTable {
    return this.#copy(this.#digests.length, gone);
  }

  #copy(length: number, gone: ReadonlySet<number>): NameTable {
    const copy = new NameTable();
    copy.#resize(length);
    for (let slot = 0; slot < this.#digests.length; slot += 1) {
      const digest = this.#digests[slot] ?? empty;
      if (digest === empty || gone.has(digest)) continue;
      copy.add(digest, this.#seconds[slot] ?? 0, this.#isLoose[slot] === 1);
    }
    return copy;
  }

  #resize(length: number): void {
    this.#digests = new Float64Array(length).fill(empty);
    this.#seconds = new Float64Array(length);
    this.#isLoose = new Uint8Array(length);
  }

  #grow(): void {
    const larger = this.#copy(this.#digests.length * 2, new Set());
    this.#digests = larger.#digests;
    this.#seconds = larger.#seconds;
    this.#isLoose = larger.#isLoose;
  }

  #slotOf(digest: number): number {
    const mask = this.#digests.length - 1;
    const mixed = Math.imul((digest | 0) ^ (digest / 2 ** 32), 0x9e3779b1 | 0);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const known = this.#digests[slot];
      if (known === digest || known === empty) return slot;
      slot = (slot + 1) & mask;
    }
  }
}
