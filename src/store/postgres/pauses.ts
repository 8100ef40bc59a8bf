// Paused destinations on PostgreSQL.
import type { Instant } from '../../core/observation/instant.js';
import type { Pauses } from '../pauses.js';
import type { Sessions } from './session.js';

interface PauseRow {
  readonly destination: string;
  readonly at: Instant;
  readonly made_by: string;
  readonly reason: string;
}

export function postgresPauses({ query }: Sessions): Pauses {
  return {
    all: async () => {
      const rows = await query<PauseRow>('select * from pause order by destination', []);
      return rows.map(({ destination, at, made_by: by, reason }) => ({
        to: destination,
        at,
        by,
        reason,
      }));
    },
    pause: async ({ to, at, by, reason }) => {
      const rows = await query(
        `insert into pause (destination, at, made_by, reason) values ($1, $2, $3, $4)
         on conflict do nothing returning destination`,
        [to, at, by, reason],
      );
      return rows.length > 0;
    },
    resume: async (to) => {
      const rows = await query('delete from pause where destination = $1 returning destination', [
        to,
      ]);
      return rows.length > 0;
    },
  };
}
