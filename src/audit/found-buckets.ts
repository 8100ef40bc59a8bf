// The buckets that a run has, in the order in which they are judged. Buckets that begin at about the
// same time get numbers near each other: files are mostly written in order of time, so that a run of
// buckets lies in a few pieces of each file and not all over them.
import { bucketTypes } from './route-columns.js';

/** Buckets that begin within the same 68 minutes keep the order in which they were found. */
const slotBits = 12;

/** What `Route` says of the buckets, and for each in the order of finding its number. */
interface NumberedBuckets {
  readonly types: Uint8Array;
  readonly starts: readonly number[];
  readonly bytes: Float64Array;
  readonly numbers: Int32Array;
}

export class FoundBuckets {
  #count = 0;
  #types = new Uint8Array(1 << 12);
  #bytes = new Float64Array(1 << 12);
  /** Of the earliest line, in seconds since 1970. */
  #begins = new Uint32Array(1 << 12);

  /** A new bucket; its place among those found. */
  add(type: number): number {
    const place = this.#count;
    if (place === this.#types.length) this.#grow();
    this.#types[place] = type;
    this.#begins[place] = 0xffffffff;
    this.#count = place + 1;
    return place;
  }

  addLine(place: number, bytes: number, second: number): void {
    this.#bytes[place] = (this.#bytes[place] ?? 0) + bytes;
    if (second < (this.#begins[place] ?? 0)) this.#begins[place] = second;
  }

  #grow(): void {
    const size = this.#types.length * 2;
    const types = new Uint8Array(size);
    const bytes = new Float64Array(size);
    const begins = new Uint32Array(size);
    types.set(this.#types);
    bytes.set(this.#bytes);
    begins.set(this.#begins);
    this.#types = types;
    this.#bytes = bytes;
    this.#begins = begins;
  }

  numbered(): NumberedBuckets {
    const types = new Uint8Array(this.#count);
    const bytes = new Float64Array(this.#count);
    const numbers = new Int32Array(this.#count);
    const starts: number[] = [];
    let next = 0;
    for (let type = 0; type < bucketTypes.length; type += 1) {
      starts.push(next);
      next = this.#numberType(type, next, numbers);
    }
    for (let place = 0; place < this.#count; place += 1) {
      const number = numbers[place] ?? 0;
      types[number] = this.#types[place] ?? 0;
      bytes[number] = this.#bytes[place] ?? 0;
    }
    return { types, starts, bytes, numbers };
  }

  /** Numbers one type's buckets from `first`, by counting how many begin in each slot of time. */
  #numberType(type: number, first: number, numbers: Int32Array): number {
    const { least, most } = this.#slotsOf(type);
    if (most < least) return first;
    const slots = most - least + 1;
    const ends = new Uint32Array(slots + 1);
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#types[place] !== type) continue;
      const slot = this.#slotOf(place) - least;
      ends[slot + 1] = (ends[slot + 1] ?? 0) + 1;
    }
    for (let slot = 0; slot < slots; slot += 1) {
      ends[slot + 1] = (ends[slot + 1] ?? 0) + (ends[slot] ?? 0);
    }
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#types[place] !== type) continue;
      const slot = this.#slotOf(place) - least;
      const rank = ends[slot] ?? 0;
      ends[slot] = rank + 1;
      numbers[place] = first + rank;
    }
    return first + (ends[slots] ?? 0);
  }

  /** The slots of time in which a type's buckets begin. */
  #slotsOf(type: number): { readonly least: number; readonly most: number } {
    let least = Number.POSITIVE_INFINITY;
    let most = -1;
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#types[place] !== type) continue;
      least = Math.min(least, this.#slotOf(place));
      most = Math.max(most, this.#slotOf(place));
    }
    return { least, most };
  }

  #slotOf(place: number): number {
    return (this.#begins[place] ?? 0) >>> slotBits;
  }
}
