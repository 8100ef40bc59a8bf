// A server that was stopped, or whose machine is gone, ends no session: what was asked of it would be waited for
// until the system gives the connection up, which takes a quarter of an hour.
import type pg from 'pg';

/**
 * Longer than the server lets a statement take, or a transaction stand still: whatever goes well, or wrong, is
 * said sooner.
 */
const silentSeconds = 20;

const silent = `the database has said nothing for ${silentSeconds} s, and the session was given up`;

/** Sessions that have something at work which may take as long as it takes. */
const patient = new WeakSet<pg.ClientBase>();

/** Until the end of the transaction. */
export function waitAsLongAsItTakes(client: pg.ClientBase): void {
  patient.add(client);
}

/** Breaks the session off where the server falls silent during the work, which then rejects. */
export async function whileHeard<Client extends pg.ClientBase, Result>(
  client: Client,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { stream } = (client as unknown as { readonly connection: pg.Connection }).connection;
  // Not at the end: the session is given back before, and may be somebody else's by then.
  patient.delete(client);
  let seconds = 0;
  const hear = (): void => {
    seconds = 0;
  };
  // Counted, and not read off a clock: a process that was stopped itself has first to read what came meanwhile.
  const counting = setInterval(() => {
    seconds += 1;
    if (seconds > silentSeconds && !patient.has(client)) stream.destroy(new Error(silent));
  }, 1_000);
  stream.on('data', hear);
  try {
    return await work(client);
  } finally {
    clearInterval(counting);
    stream.off('data', hear);
  }
}
