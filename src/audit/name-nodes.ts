// Which names belong together: names are nodes, known by 64 bits of hash, and a union-find holds them
// together. Two names of one hash only lie in one bucket; they are told apart when it is judged.

const nothing = -1;

export class NameNodes {
  count = 0;
  #slots = new Int32Array(1 << 16).fill(nothing);
  #firsts = new Int32Array(1 << 15);
  #seconds = new Int32Array(1 << 15);
  #parents = new Int32Array(1 << 15);
  /** Lines that bear the name. */
  #bearers = new Uint32Array(1 << 15);

  /** The node of a name in a domain; a domain is a set of columns whose names mean the same. */
  node(domain: number, first: number, second: number): number {
    const one = mixed(first ^ Math.imul(domain + 1, 0x9e3779b1 | 0));
    const two = second ^ Math.imul(domain + 1, 0x85ebca6b | 0);
    const mask = this.#slots.length - 1;
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] ?? nothing;
      if (known === nothing) return this.#add(slot, one, two);
      if (this.#firsts[known] === one && this.#seconds[known] === two) return known;
    }
  }

  /** The node of the name if any line has made it, else -1. */
  known(domain: number, first: number, second: number): number {
    const one = mixed(first ^ Math.imul(domain + 1, 0x9e3779b1 | 0));
    const two = second ^ Math.imul(domain + 1, 0x85ebca6b | 0);
    const mask = this.#slots.length - 1;
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] ?? nothing;
      if (known === nothing) return nothing;
      if (this.#firsts[known] === one && this.#seconds[known] === two) return known;
    }
  }

  /** A node that no name leads to. */
  lone(): number {
    if (this.count === this.#parents.length) this.#grow();
    const node = this.count;
    this.#parents[node] = node;
    this.count = node + 1;
    return node;
  }

  #add(slot: number, one: number, two: number): number {
    const node = this.lone();
    this.#firsts[node] = one;
    this.#seconds[node] = two;
    this.#slots[slot] = node;
    if (node * 2 > this.#slots.length) this.#rehash(node + 1);
    return node;
  }

  bear(node: number): void {
    this.#bearers[node] = (this.#bearers[node] ?? 0) + 1;
  }

  bearers(node: number): number {
    return this.#bearers[node] ?? 0;
  }

  root(node: number): number {
    const parents = this.#parents;
    let current = node;
    for (;;) {
      const parent = parents[current] ?? current;
      if (parent === current) return current;
      const next = parents[parent] ?? parent;
      parents[current] = next;
      current = next;
    }
  }

  join(left: number, right: number): void {
    const one = this.root(left);
    const other = this.root(right);
    if (one < other) this.#parents[other] = one;
    else this.#parents[one] = other;
  }

  #grow(): void {
    const size = this.#parents.length * 2;
    this.#firsts = larger(this.#firsts, size);
    this.#seconds = larger(this.#seconds, size);
    this.#parents = larger(this.#parents, size);
    const bearers = new Uint32Array(size);
    bearers.set(this.#bearers);
    this.#bearers = bearers;
  }

  #rehash(count: number): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(nothing);
    const mask = slots.length - 1;
    const old = this.#slots;
    for (let index = 0; index < old.length; index += 1) {
      const node = old[index] ?? nothing;
      if (node === nothing || node >= count) continue;
      let slot = (this.#firsts[node] ?? 0) & mask;
      while (slots[slot] !== nothing) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
}

function larger(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(column);
  return copy;
}

function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
