// Modes of rules on PostgreSQL.
import type { Mode } from '../../core/ledger/ledger.js';
import type { ModeChange } from '../../core/ledger/modes.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Modes } from '../modes.js';
import { unsettled } from '../modes.js';
import { lookAtAll } from './inbox.js';
import type { Sessions } from './session.js';

interface ModeRow {
  readonly sequence: number;
  readonly rule: string;
  readonly mode: Mode;
  readonly at: Instant;
  readonly effective_from: Instant;
  readonly overlap: number;
  readonly old_path: string | null;
  readonly made_by: string;
  readonly reason: string;
  readonly forced: boolean;
}

export function postgresModes(open: Sessions): Modes {
  const { query } = open;
  return {
    modeChanges: async () => {
      const rows = await query<ModeRow>('select * from mode_change order by rule, sequence', []);
      return rows.map(changeOf);
    },
    changeMode: async (change) => {
      const { rule, sequence, mode, at, effectiveFrom, overlapMillis, oldPath, by } = change;
      // Two at the same time have the same place.
      const rows = await query(
        `insert into mode_change (rule, sequence, mode, at, effective_from, overlap, old_path,
                                  made_by, reason, forced)
         select $1, $2::integer, $3, $4, $5, $6, $7, $8, $9, $10
         where (select count(*) + 1 from mode_change where rule = $1) = $2::integer
         on conflict do nothing returning sequence`,
        [
          ...[rule, sequence, mode, at, effectiveFrom, overlapMillis, oldPath, by],
          change.reason,
          change.forced,
        ],
      );
      return rows.length > 0;
    },
    refold: async (rule) => {
      await lookAtAll(
        open,
        `select component from handoff
         where rule = $1 and carriage = any($2::text[]) and state = any($3::text[])`,
        [rule, unsettled.carriages, unsettled.words],
      );
    },
  };
}

function changeOf({ rule, sequence, mode, at, reason, forced, ...row }: ModeRow): ModeChange {
  return {
    rule,
    sequence,
    mode,
    at,
    effectiveFrom: row.effective_from,
    overlapMillis: row.overlap,
    oldPath: row.old_path,
    by: row.made_by,
    reason,
    forced,
  };
}
