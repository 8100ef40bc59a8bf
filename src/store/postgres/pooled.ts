// Whether the address leads to a pooler that hands sessions on after each transaction. There the lock that says
// that a worker lives is left behind with a session of somebody else, and so are our settings.
import pg from 'pg';
import { connection } from './session.js';

/** So long the second question may wait for a session that the pooler does not have to give. */
const answerMillis = 4_000;

/**
 * Asked twice, with a transaction of another connection begun in between, whose session a pooler takes from
 * those that have just become free.
 */
export async function isPooled(url: string): Promise<boolean> {
  const [asking, between] = await Promise.all([connected(url), connected(url)]);
  try {
    const before = await sessionOf(asking);
    await between.query('begin');
    return (await sessionOf(asking)) !== before;
  } finally {
    await Promise.all([asking, between].map(async (client) => client.end().catch(() => undefined)));
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection(url, 'weir look'),
    query_timeout: answerMillis,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function sessionOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}
