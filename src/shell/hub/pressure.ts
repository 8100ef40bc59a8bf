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

/** Milliseconds by a clock that the threads of a process have in common. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

const nothing = [-Infinity, -Infinity, 0] as const;

export class Pressure {
  /** For another thread, which makes a pressure of its own of it: one of them tells, and the other looks. */
  readonly shared: SharedArrayBuffer;
  /** When they were last pressed and when a commit last ended, and how many are under way. */
  readonly #state: Float64Array;

  constructor(shared?: SharedArrayBuffer) {
    this.shared = shared ?? new SharedArrayBuffer(nothing.length * Float64Array.BYTES_PER_ELEMENT);
    this.#state = new Float64Array(this.shared);
    if (shared === undefined) this.#state.set(nothing);
  }

  /** A commit of so many begins: whoever comes meanwhile waits for it. */
  begins(arrivals: number): void {
    const [pressedAt = 0, lastAt = 0, underWay = 0] = this.#state;
    this.#state.set([arrivals >= pressing ? clock() : pressedAt, lastAt, underWay + 1]);
  }

  ends(): void {
    const [pressedAt = 0, , underWay = 0] = this.#state;
    this.#state.set([pressedAt, clock(), underWay - 1]);
  }

  /** So many times as long as it took for something that is not urgent the doors have for themselves; 0 to 9. */
  get level(): number {
    const [pressedAt = 0, lastAt = 0, underWay = 0] = this.#state;
    const now = clock();
    if (underWay === 0 && now - lastAt > quietMillis) return 0;
    return most * Math.max(0, 1 - (now - pressedAt) / fallMillis);
  }
}
