// How hard the doors are pressed: more arrives than is easily taken. What is not urgent stands back the more,
// and comes back by degrees, so that it finds how much of it goes beside what arrives. A steady stream presses
// nobody.

/** Arrivals in one commit from which on more come than are easily taken. */
const crowd = 24;
/** Pressure at such a commit; it falls evenly until so long after it. */
const most = 9;
const fallMillis = 3_000;
/** Where nothing has arrived for so long nobody is pressed, whatever was before. */
const quietMillis = 100;

export class Crowding {
  #crowdedAt = -Infinity;
  #lastAt = -Infinity;

  /** So many arrived with one commit. */
  saw(arrivals: number): void {
    this.#lastAt = performance.now();
    if (arrivals >= crowd) this.#crowdedAt = this.#lastAt;
  }

  /** So many times as long as it took for something that is not urgent the doors have for themselves; 0 to 9. */
  get pressure(): number {
    const now = performance.now();
    if (now - this.#lastAt > quietMillis) return 0;
    return most * Math.max(0, 1 - (now - this.#crowdedAt) / fallMillis);
  }
}
