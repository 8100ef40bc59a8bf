// What lanes have claimed and nobody has answered, beside the handoffs as the last fold wrote them
// (../under-way.ts). There are never more of them than lanes send at once.
import type { HandoffState } from '../../core/ledger/ledger.js';
import { shownHandoff } from '../under-way.js';
import type { HandoffRow } from './rows.js';
import { handoffOf } from './rows.js';

/** Goes before a statement: claims that are open, as `claim` (handoff, number, delivers). */
export const openClaims = `with claim as materialized (
  select a.handoff, max(a.number) as number, bool_or(a.errand <> 'read-back') as delivers
  from attempt_open join attempt a on a.id = attempt_open.attempt
  group by a.handoff
)`;

/** A list of its own, so that the indexes of `handoff` still serve. */
const delivered = 'array(select handoff from claim where delivers)';

/** What `openRowOf` reads besides a row of `handoff`. */
export const openColumns = `
  (select number from claim where claim.handoff = handoff.key) as open_number,
  (select delivers from claim where claim.handoff = handoff.key) as open_delivers`;

export interface OpenRow extends HandoffRow {
  readonly open_number: number | null;
  readonly open_delivers: boolean | null;
}

export function openRowOf(row: OpenRow): HandoffState {
  const { open_number: number, open_delivers: delivers } = row;
  return shownHandoff(
    handoffOf(row),
    number === null ? null : { number, delivers: delivers === true },
  );
}

/** The word that a handoff is shown with. */
export const shownWord = `case when key = any(${delivered}) then 'in-flight' else state end`;

/** That it is shown with one of some words, which stand for `?`. */
export function shownIn(words: readonly string[]): string {
  return words.includes('in-flight')
    ? `(state = any(?::text[]) or key = any(${delivered}))`
    : `(state = any(?::text[]) and key <> all(${delivered}))`;
}
