// Work that is done again and again, each time as long after the last as that says, until it is ended.
import { limits } from '../../core/limits.js';

export interface Rounds {
  /** Does it now, or as soon as what is under way is done. */
  readonly hurry: () => void;
  /** Waits for what is under way. */
  readonly end: () => Promise<void>;
}

/** A timer that is set for longer goes off at once. */
const longestTimerMillis = 2 ** 31 - 1;

/** @param round one round; milliseconds until the next. It never rejects. */
export function rounds(round: () => Promise<number>, firstAfterMillis = 0): Rounds {
  let ended = false;
  let wanted = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const schedule = (millis: number): void => {
    if (!ended) timer = setTimeout(go, Math.min(millis, longestTimerMillis));
  };
  const run = async (): Promise<void> => {
    const wait = await round();
    running = null;
    schedule(wanted ? 0 : wait);
    wanted = false;
  };
  const go = (): void => {
    timer = null;
    running = run();
  };
  schedule(firstAfterMillis);
  return {
    hurry: () => {
      if (running !== null) wanted = true;
      else if (!ended && timer !== null) {
        clearTimeout(timer);
        go();
      }
    },
    end: async () => {
      ended = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

/** A tenth more or less, so that what began together does not stay together. */
export function jittered(millis: number): number {
  return Math.round(millis * (0.9 + Math.random() * 0.2));
}

const firstBackoffMillis = 1_000;
const longestBackoffMillis = 900_000;

/** Twice as long each time, or as long as the other side asks for, and never less than that. */
export function backoff(failures: number, askedMillis: number | null): number {
  const own = Math.min(longestBackoffMillis, firstBackoffMillis * 2 ** Math.min(failures - 1, 20));
  const asked = Math.min(limits.retryAfterMillisMax, askedMillis ?? 0);
  return Math.max(jittered(own), Math.ceil(asked * (1 + Math.random() * 0.1)));
}
