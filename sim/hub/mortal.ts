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
  /** Called when it has stood still for so long that nobody believes it to live. */
  readonly silent: () => void;
}

/** As the hub's own worker: its session is idle for longer than the server lets it be. */
const silentMillis = 2_500;
/** Whether a process that is to stand still does so at a call, when that has begun or when it is over. */
type Stop = (what: string, isOver: boolean) => boolean;

/** It has claimed something, asked a destination or told it. */
export const afterWork: Stop = (what, isOver) =>
  isOver && /^(store claim|look up at|send to)/.test(what);
/** What it tells a destination is on its way. */
export const whileSending: Stop = (what, isOver) => !isOver && what.startsWith('send to');

export class Mortal {
  readonly name: string;
  readonly #given: MortalGiven;
  #alive = true;
  #frozenUntil = 0;
  /** For so long it will stand still, and where. */
  #freezing: { readonly millis: number; readonly stop: Stop } | null = null;

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
    const { clock, silent } = this.#given;
    this.#frozenUntil = clock.now + millis;
    clock.after(silentMillis, () => {
      if (this.#alive && clock.now < this.#frozenUntil) silent();
    });
  }

  /** As `freeze`, at the next call at which it is to stop. */
  freezeAt(stop: Stop, millis: number): void {
    this.#freezing = { stop, millis };
  }

  /** One call to something outside, with a point before it and one after it. */
  async call<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    await this.#passes(`${what}, before`);
    await this.#takesTime();
    return this.#through(what, work);
  }

  /** As `call`, of what begins in the moment in which the process decides it: nothing comes between. */
  async begin<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    if (!this.#alive) await never();
    await this.#meets(`${what}, before`);
    this.#stops(what, false);
    return this.#through(what, work);
  }

  #stops(what: string, isOver: boolean): void {
    if (this.#freezing?.stop(what, isOver) !== true) return;
    this.freeze(this.#freezing.millis);
    this.#freezing = null;
  }

  async #through<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const settled = await this.#heard(work);
    this.#stops(what, true);
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
    await this.#meets(point);
  }

  async #meets(point: string): Promise<void> {
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
