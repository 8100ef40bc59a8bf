// How hard the doors are pressed: more arrives than is easily taken. What is not urgent stands back the more,
// and comes back by degrees, so that it finds how much of it goes beside what arrives. A steady stream presses
// nobody.

/** Arrivals in one commit from which on more come than are easily taken. */
const pressing = 24;
/** Pressure at such a commit; it falls evenly until so long after it. */
const most = 9;
const fallMillis = 3_000;
/** Where nothing has been kept for so long nobody is pressed, whatever was before. */
const quietMillis = 100;

export class Pressure {
  #pressedAt = -Infinity;
  #lastAt = -Infinity;
  #underWay = 0;

  /** A commit of so many begins: whoever comes meanwhile waits for it. */
  begins(arrivals: number): void {
    this.#underWay += 1;
    if (arrivals >= pressing) this.#pressedAt = performance.now();
  }

  ends(): void {
    this.#underWay -= 1;
    this.#lastAt = performance.now();
  }

  /** So many times as long as it took for something that is not urgent the doors have for themselves; 0 to 9. */
  get level(): number {
    const now = performance.now();
    if (this.#underWay === 0 && now - this.#lastAt > quietMillis) return 0;
    return most * Math.max(0, 1 - (now - this.#pressedAt) / fallMillis);
  }
}
