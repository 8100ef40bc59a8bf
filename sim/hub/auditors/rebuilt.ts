// The ledger is nothing but its receipts: another hub that takes them in in another order, all at once, has
// the same records, handoffs and findings: I11 of docs/concepts/simulator.md.
import { handoffDetail } from '../../../src/core/ledger/ledger.js';
import type { Carriage, HandoffState } from '../../../src/core/ledger/ledger.js';
import type { Auditor, Ledger } from '../evidence.js';
import { thingAt } from './things.js';

/** Never sent, or never ours: whether there ever was such a row depends on what came first. */
const passing: ReadonlySet<Carriage> = new Set(['voided', 'superseded', 'not-ours']);

/** A handoff's name, but for whose word it bears. */
type NameOf = (row: Pick<HandoffState, 'key'>) => string;

/** What must not depend on when and in which order things came. */
function projection({ stories, handoffs }: Ledger, nameOf: NameOf): Map<string, string> {
  const found = new Map<string, string>();
  for (const [order, { subject }] of stories) {
    found.set(`order ${order}`, `${subject.headline} ${subject.state}`);
  }
  for (const { key, subject, rule, to, carriage } of handoffs) {
    if (passing.has(carriage)) continue;
    found.set(nameOf({ key }), `${subject} ${rule} ${to}`);
  }
  return found;
}

/**
 * Unsent, and there only where a fold came at its time: what another path had done across a cutover that
 * came and went between two folds, and a figure that its listing came to show before it was told.
 */
function isOfItsTime({ carriage, detail }: HandoffState): boolean {
  if (carriage === 'not-ours') return true;
  return carriage === 'done' && handoffDetail({ detail }).register !== undefined;
}

export const rebuildIsTheSame: Auditor = (evidence) => {
  const { ledger, rebuilt } = evidence;
  const nameOf: NameOf = ({ key }) => `handoff ${thingAt(key, evidence)}`;
  const live = projection(ledger, nameOf);
  const again = projection(rebuilt, nameOf);
  // What was sent and then overtaken keeps its row, and so does what would undo it; who hears all at once
  // makes neither.
  const sent = new Set(ledger.handoffs.flatMap((one) => (one.attempts > 0 ? [one.key] : [])));
  for (const row of ledger.handoffs) {
    const { key, detail } = row;
    const { undoes } = JSON.parse(detail) as { readonly undoes?: string | null };
    const isSent = sent.has(key) || (undoes != null && sent.has(undoes));
    if (isSent && !again.has(nameOf(row))) live.delete(nameOf(row));
  }
  for (const handoff of [...ledger.handoffs, ...rebuilt.handoffs]) {
    if (sent.has(handoff.key) || !isOfItsTime(handoff)) continue;
    live.delete(nameOf(handoff));
    again.delete(nameOf(handoff));
  }
  const names = new Set([...live.keys(), ...again.keys()]);
  return [...names]
    .filter((name) => live.get(name) !== again.get(name))
    .map(
      (name) =>
        `${name} is ${live.get(name) ?? 'not there'}, and rebuilt ${again.get(name) ?? 'not there'}`,
    );
};
