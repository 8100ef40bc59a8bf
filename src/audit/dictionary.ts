// Numbers for the few texts that stand in every line: systems, kinds, namespaces. Texts are compared
// byte by byte, so that two of one hash are never taken for each other.

/** Byte text -> a small number, given in order of first appearance. */
export class Dictionary {
  readonly texts: string[] = [];
  #bytes: Uint8Array[] = [];
  #hashes: number[] = [];
  #slots = new Int32Array(256).fill(-1);

  /** The number of the text at `bytes[from..to)`, whose hash the caller has computed. */
  number(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] ?? -1;
      // A copy, which `slice` is not: a Buffer's shows what is read into it next.
      if (known === -1) return this.#add(new Uint8Array(bytes.subarray(from, to)), hash);
      if (this.#hashes[known] === hash && this.#same(known, bytes, from, to)) return known;
    }
  }

  #same(known: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#bytes[known];
    if (own?.length !== to - from) return false;
    for (let index = 0; index < own.length; index += 1) {
      if (own[index] !== bytes[from + index]) return false;
    }
    return true;
  }

  #add(own: Uint8Array, hash: number): number {
    const number = this.texts.length;
    this.texts.push(Buffer.from(own).toString('utf8'));
    this.#bytes.push(own);
    this.#hashes.push(hash);
    if (number * 2 >= this.#slots.length) this.#grow();
    else this.#put(number, hash);
    return number;
  }

  #put(number: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while ((this.#slots[slot] ?? -1) !== -1) slot = (slot + 1) & mask;
    this.#slots[slot] = number;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1);
    for (const [number, hash] of this.#hashes.entries()) this.#put(number, hash);
  }
}
