// As long as a hub lives its embedded server does: where it has ended it is started again, and nobody has to
// restart the hub.
import { reasonOf } from '../../../core/reason.js';

interface Watched {
  readonly isUp: () => boolean;
  /** Resolves to why it is not up again; null: it is. */
  readonly start: () => Promise<string | null>;
  readonly complain: (line: string) => void;
}

const lookMillis = 1_000;

/** @returns what ends the watching: from then on nothing is started any more. */
export function watch({ isUp, start, complain }: Watched): () => Promise<void> {
  let said = '';
  let isEnded = false;
  const say = (line: string): void => {
    if (line !== said) complain(line);
    said = line;
  };
  const look = async (): Promise<void> => {
    if (isUp()) return;
    if (said === '') say('the embedded PostgreSQL has ended: it is started again');
    const why = await start().catch(reasonOf);
    if (why !== null) {
      say(why);
      return;
    }
    complain('the embedded PostgreSQL runs again');
    said = '';
  };
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (isEnded) return;
    looking ??= look().finally(() => {
      looking = null;
    });
  }, lookMillis);
  timer.unref();
  return async () => {
    isEnded = true;
    clearInterval(timer);
    await looking;
  };
}
