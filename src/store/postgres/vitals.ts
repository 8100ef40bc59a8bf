// How the database fares: by the heads of the inboxes, never by counting what is kept.
import type { Instant } from '../../core/observation/instant.js';
import { unfolded } from '../outcomes-of.js';
import type { Observable, Unfolded } from '../vitals.js';
import type { Sessions } from './session.js';

interface VitalsRow {
  readonly inbox: number;
  readonly waiting_since: Instant | null;
  readonly unread: number;
  readonly unread_since: Instant | null;
  readonly unfolded: Unfolded | null;
  readonly open_millis: number;
  readonly xmin_age: number;
}

export function postgresVitals({ query }: Sessions): Observable {
  return {
    vitals: async () => {
      const [row] = await query<VitalsRow>(
        `with held as (
           select observation, reason from fact
           where verdict = 'held' and reason like any($1::text[])
         )
         select (select count(*) from inbox) as inbox,
                (select min(r.at) from partition p
                 cross join lateral (
                   select i.observations[1] as observation from inbox i
                   where i.partition = p.id and i.observations <> '{}' order by i.id limit 1
                 ) head
                 join observation o on o.id = head.observation
                 join receipt r on r.id = o.receipt) as waiting_since,
                (select count(*) from unread) as unread,
                (select at from receipt
                 where id = (select receipt from unread order by receipt limit 1)) as unread_since,
                (select json_build_object('statements', (select count(*) from held),
                   'system', o.system, 'receipt', o.receipt, 'reason', reason)
                 from held join observation o on o.id = observation
                 order by observation limit 1) as unfolded,
                (select coalesce(max(extract(epoch from now() - xact_start)) * 1000, 0)::bigint
                 from pg_stat_activity where pid <> pg_backend_pid()) as open_millis,
                (select coalesce(max(age(backend_xmin)), 0)::bigint
                 from pg_stat_activity where pid <> pg_backend_pid()) as xmin_age`,
        [unfolded.map((reason) => `${reason}%`)],
      );
      return {
        inbox: row?.inbox ?? 0,
        waitingSince: row?.waiting_since ?? null,
        unread: row?.unread ?? 0,
        unreadSince: row?.unread_since ?? null,
        unfolded: row?.unfolded ?? null,
        oldestTransactionMillis: row?.open_millis ?? 0,
        oldestXminAge: row?.xmin_age ?? 0,
      };
    },
  };
}
