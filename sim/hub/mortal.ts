// A process that can end at any call it makes: from then on nothing that it began comes back to it.
// What it had asked of others goes on without it, as it does when a real one is killed.
import type { Random } from '../company/random.js';
import type { VirtualClock } from './clock.js';

/** Decides at each point of each process whether it ends there. */
export interface Fate {
  readonly strikes: (point: string) => boolean;
}

export interface MortalGiven {
  readonly name: string;
  readonly clock: VirtualClock;
  readonly fate: Fate;
  readonly random: Random;
  /** Called once, when it ends. */
  readonly ended: (point: string) => void;
}

export class Mortal {
  readonly name: string;
  readonly #given: MortalGiven;
  #alive = true;
  #frozenUntil = 0;

  constructor(given: MortalGiven) {
    this.#given = given;
    this.name = given.name;
  }

  get alive(): boolean {
    return this.#alive;
  }

  end(point: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#given.ended(point);
  }

  /** It hears and does nothing for so long, and then goes on as if no time had passed. */
  freeze(millis: number): void {
    this.#frozenUntil = this.#given.clock.now + millis;
  }

  /** One call to something outside, with a point before it and one after it. */
  async call<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    await this.#passes(`${what}, before`);
    await this.#takesTime();
    const settled = await this.#heard(work);
    await this.#passes(`${what}, after`);
    await this.#takesTime();
    if ('failed' in settled) throw settled.failed;
    return settled.result;
  }

  async #heard<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result } | { readonly failed: unknown }> {
    try {
      return { result: await work() };
    } catch (failed) {
      return { failed };
    }
  }

  async #passes(point: string): Promise<void> {
    await this.#goesOn();
    if (!this.#given.fate.strikes(point)) return;
    this.end(point);
    await never();
  }

  async #goesOn(): Promise<void> {
    const { clock } = this.#given;
    while (this.#alive && clock.now < this.#frozenUntil) {
      await clock.sleep(this.#frozenUntil - clock.now);
    }
    if (!this.#alive) await never();
  }

  /** Most calls are quick; a few are not. */
  async #takesTime(): Promise<void> {
    const { random, clock } = this.#given;
    const drawn = random.next();
    if (drawn < 0.7) return;
    await clock.sleep(drawn < 0.98 ? random.whole(1, 20) : random.whole(100, 4_000));
    await this.#goesOn();
  }
}

async function never(): Promise<never> {
  return new Promise(() => undefined);
}
