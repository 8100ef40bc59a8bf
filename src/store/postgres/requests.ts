// Requests that act, on PostgreSQL.
import type pg from 'pg';
import type { Begun, KeyedRequest, Requests } from '../requests.js';
import { requestTimes } from '../requests.js';
import type { Sessions } from './session.js';

export function postgresRequests({ query, transaction }: Sessions): Requests {
  return {
    beginRequest: async (request) => transaction(async (client) => begin(client, request)),
    endRequest: async ({ client, key }, answer) => {
      if (answer === null) {
        await query('delete from api_request where client = $1 and key = $2', [client, key]);
        return;
      }
      await query('update api_request set status = $3, body = $4 where client = $1 and key = $2', [
        client,
        key,
        answer.status,
        answer.body,
      ]);
    },
  };
}

async function begin(
  connection: pg.ClientBase,
  { client, key, digest, at }: KeyedRequest,
): Promise<Begun> {
  await connection.query('delete from api_request where at <= $1', [at - requestTimes.keptMillis]);
  const { rowCount } = await connection.query(
    `insert into api_request (client, key, digest, at) values ($1, $2, $3, $4)
     on conflict (client, key) do update set at = excluded.at
     where api_request.status is null and api_request.digest = excluded.digest
       and api_request.at <= $5`,
    [client, key, digest, at, at - requestTimes.underWayMillis],
  );
  if (rowCount === 1) return { kind: 'begun' };
  const { rows } = await connection.query<{
    digest: string;
    status: number | null;
    body: string | null;
  }>('select digest, status, body from api_request where client = $1 and key = $2', [client, key]);
  const [before] = rows;
  if (before === undefined || before.digest !== digest) return { kind: 'other-payload' };
  if (before.status === null) return { kind: 'in-flight' };
  return { kind: 'answered', answer: { status: before.status, body: before.body ?? '' } };
}
