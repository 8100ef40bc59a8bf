// What is said of a handoff beside how far it was carried: the evidence and its word, whether it is
// to be read back, and whether somebody else brought it about.
import { viewOf } from '../order/record.js';
import type { Carried } from './carriage.js';
import type { Deriving } from './deriving.js';
import { isOpen } from './deafness.js';
import { isSampled } from './evidence.js';
import type { Comparison, Detail, HandoffWord } from './ledger.js';
import { currentMode } from './modes.js';

interface Told {
  readonly evidence: Detail['evidence'];
  readonly state: HandoffWord;
  readonly reason: string | null;
}

/** The evidence, and the word that people see where the evidence is more than the carriage. */
export function told(
  one: Deriving,
  { found, compared }: { readonly found: Carried; readonly compared: Comparison | null },
): Told {
  const { handoff, pinned, attempts } = one;
  const seen = handoff.effect !== null;
  const plain = { evidence: seen ? 'acknowledged' : 'none', state: found.state } as const;
  if (pinned.mode !== 'live') return { ...plain, reason: null };
  if (handoff.tooLate !== undefined) return { ...plain, reason: `too late: ${handoff.tooLate}` };
  if (isWithdrawn(one)) return { evidence: 'withdrawn', state: 'withdrawn', reason: null };
  const last = attempts.findLast(({ outcome }) => outcome !== null);
  if (isUnshown(one, found)) return { evidence: 'none', ...unshown(one) };
  if (found.carriage !== 'done') {
    return { ...plain, reason: isStuck(found) ? (found.reason ?? last?.answer ?? null) : null };
  }
  const isGone = last?.errand === 'read-back' && last.outcome === 'absent';
  if (isGone) {
    return {
      evidence: 'mismatched',
      state: 'mismatched',
      reason: 'read back, and it is not there',
    };
  }
  if (compared === null || compared.fields.length === 0) {
    return { evidence: 'acknowledged', state: found.state, reason: null };
  }
  const word = compared.differing.length === 0 ? 'confirmed' : 'mismatched';
  return { evidence: word, state: word, reason: null };
}

/** The destination took it, its deadline is over, and whether it holds it can't be heard. */
function isUnshown({ handoff, attempts }: Deriving, { carriage, errand }: Carried): boolean {
  if (carriage !== 'in-flight' || errand !== null || handoff.state !== 'not-covered') return false;
  const outcomes = attempts.map(({ outcome }) => outcome);
  return outcomes.includes('accepted') && !outcomes.includes(null);
}

/** For as long as nobody listens to it, or for good. */
function unshown({ handoff: { to }, order }: Deriving): Omit<Told, 'evidence'> {
  const holes = order.context.coverage.systems.get(to)?.holes ?? [];
  return holes.some(isOpen)
    ? {
        state: 'in-flight',
        reason: `${to} took it; whether it holds it shows once it can be heard again`,
      }
    : {
        state: 'overdue',
        reason:
          `${to} took it, and nothing is heard from ${to} by which it would show that it holds it: ` +
          'have its webhooks, a poll or its files read',
      };
}

/** It goes on by nobody's hand but a person's. */
function isStuck({ carriage, errand }: Carried): boolean {
  return (
    carriage === 'refused' || carriage === 'dead' || (carriage === 'unknown' && errand === null)
  );
}

/** The destination took its approval back: NetSuite does, for one. */
function isWithdrawn({ order, handoff, attempts }: Deriving): boolean {
  if (handoff.rule.operation !== 'create-order' || handoff.effect !== null) return false;
  const records = viewOf(order.record, handoff.to)?.records ?? [];
  const ours = attempts.some(({ outcome }) => outcome === 'accepted');
  return ours && records.length > 0 && records.every(({ withdrawn }) => withdrawn !== null);
}

/** Every one whose answer was lost, every first of a rule, then a sample. */
export function isReadBackDue(one: Deriving, { carriage }: Carried): boolean {
  const { order, handoff, key, pinned, attempts, deciding } = one;
  const { rule, to } = handoff;
  if (pinned.mode !== 'live' || carriage !== 'done' || rule.confirmFields.length === 0)
    return false;
  const lookUp = order.context.contract.destinations.get(to)?.lookUps.get(rule.operation);
  if (lookUp === undefined || lookUp.shows === null || attempts.length === 0) return false;
  return (
    attempts.some(({ errand, outcome }) => errand === 'read-back' || outcome === 'unknown') ||
    isSampled(key) ||
    one.before?.errand === 'read-back' ||
    !deciding.isReadBack(rule.id, to)
  );
}

/** Operations that nobody but a path between the systems brings about. */
const carriedOnly: ReadonlySet<string> = new Set([
  'create-order',
  'record-fulfilment',
  'confirm-shipment',
  'record-refund',
  'record-return',
]);

/** After a cutover the destination showed an effect that we had not brought: another path writes. */
export function isForeign({ handoff, pinned, attempts, deciding }: Deriving): boolean {
  const { rule, trigger, effect } = handoff;
  const change = currentMode(deciding.book, rule.id);
  return (
    pinned.mode === 'live' &&
    attempts.length === 0 &&
    effect !== null &&
    carriedOnly.has(rule.operation) &&
    change?.mode === 'live' &&
    trigger.at >= change.effectiveFrom &&
    effect.at >= trigger.until
  );
}
