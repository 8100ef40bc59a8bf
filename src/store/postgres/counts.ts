// How much the ledger holds. A small one is counted; of a large one, what is settled and usual is told by
// the statistics that the database keeps, and what still stands is counted all the same.
import { openWords } from '../../core/ledger/ledger.js';
import type { Counts } from '../store.js';
import type { Sessions } from './session.js';
import { openClaims, shownIn, shownWord } from './under-way.js';

/** Rows of a table that are counted one by one: more of them take longer than anybody waits. */
const countedMost = 500_000;

interface Counting extends Pick<Sessions, 'query'> {
  /** Table with more rows than are counted -> how many the statistics say. */
  readonly large: ReadonlyMap<string, number>;
}

type Tally = Readonly<Record<string, number>>;

export async function counts({ query }: Sessions, most = countedMost): Promise<Counts> {
  const sizes = await query<{ table: string; rows: number }>(
    `select relname as table, reltuples::bigint as rows from pg_class
     where oid = any(array['receipt', 'observation', 'fact', 'handoff']::regclass[])`,
    [],
  );
  const large = new Map(
    sizes.flatMap(({ table, rows }) => (rows > most ? [[table, rows] as const] : [])),
  );
  const counting = { query, large };
  const [receipts, quarantined, observations, inbox, verdicts, handoffs, findings] =
    await Promise.all([
      total(counting, 'receipt'),
      total(counting, 'quarantine'),
      total(counting, 'observation'),
      total(counting, 'inbox'),
      verdictsOf(counting),
      handoffsOf(counting),
      tally(counting, `select pattern as word from finding where state = 'open'`),
    ]);
  const exact = large.size === 0;
  return { exact, receipts, quarantined, observations, inbox, verdicts, handoffs, findings };
}

async function total({ query, large }: Counting, table: string): Promise<number> {
  const told = large.get(table);
  if (told !== undefined) return told;
  const [counted] = await query<{ count: number }>(`select count(*) from ${table}`, []);
  return counted?.count ?? 0;
}

async function verdictsOf(counting: Counting): Promise<Tally> {
  if (!counting.large.has('fact')) return tally(counting, 'select verdict as word from fact');
  const [usual, others] = await Promise.all([
    told(counting, 'fact', 'verdict'),
    // As the index on these few has it.
    tally(
      counting,
      `select verdict as word from fact where verdict not in ('applied', 'late', 'duplicate')`,
    ),
  ]);
  return { ...usual, ...others };
}

async function handoffsOf(counting: Counting): Promise<Tally> {
  const shown = `${openClaims} select ${shownWord} as word from handoff`;
  if (!counting.large.has('handoff')) return tally(counting, shown);
  const [all, standing] = await Promise.all([
    told(counting, 'handoff', 'state'),
    tally(counting, `${shown} where ${shownIn(openWords).replace('?', '$1')}`, [openWords]),
  ]);
  const isOpen = new Set<string>(openWords);
  const settled = Object.entries(all).filter(([word]) => !isOpen.has(word));
  return { ...Object.fromEntries(settled), ...standing };
}

/** @param words a statement of one column, `word`. */
async function tally(
  { query }: Counting,
  words: string,
  values: readonly unknown[] = [],
): Promise<Tally> {
  const rows = await query<{ word: string; count: number }>(
    `select word, count(*) from (${words}) as listed group by word`,
    values,
  );
  return Object.fromEntries(rows.map(({ word, count }) => [word, count]));
}

/** The words of a column that the last analysis found often, each with its share of all rows. */
async function told({ query, large }: Counting, table: string, column: string): Promise<Tally> {
  const rows = await query<{ word: string; count: number }>(
    `select word, round(share * $3)::bigint as count
     from pg_stats, unnest(most_common_vals::text::text[], most_common_freqs) as common (word, share)
     where schemaname = current_schema() and tablename = $1 and attname = $2`,
    [table, column, large.get(table) ?? 0],
  );
  return Object.fromEntries(rows.map(({ word, count }) => [word, count]));
}
