// How a shadow agrees with what the destination shows: what would have been sent beside what came by
// the old path; and whether a rule may go live on it.
import type { Gate, Rule } from '../contract/contract.js';
import { durationShort } from '../contract/duration.js';
import { day } from '../observation/instant.js';
import type { Instant } from '../observation/instant.js';
import { handoffDetail } from './ledger.js';
import type { Difference, HandoffState } from './ledger.js';

export interface DifferingField {
  readonly field: string;
  readonly count: number;
  /** The first few: subject, what would have been sent, what is held. */
  readonly examples: readonly (Difference & { readonly subject: string })[];
}

export interface Parity {
  readonly compared: number;
  readonly equal: number;
  /** By field, those that differ most first. */
  readonly differing: readonly DifferingField[];
  /** Past due and not seen there: the old path did not bring them. */
  readonly missing: number;
  /** Compared, and different in a field that is not declared noise. */
  readonly unexplained: number;
  /** Of the first and the last trigger that was compared. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

const examplesMost = 3;

/** Counts the shadowed handoffs of one rule, in any order. */
export class ParityTally {
  readonly #fields = new Map<string, { count: number; examples: DifferingField['examples'] }>();
  #compared = 0;
  #equal = 0;
  #missing = 0;
  #from: Instant | null = null;
  #until: Instant | null = null;

  /** @param since triggers before it were another shadow's. */
  add(handoff: HandoffState, since: Instant): void {
    const { mode, triggered, compared } = handoffDetail(handoff);
    if (mode !== 'shadow' || triggered < since) return;
    if (handoff.state === 'overdue') this.#missing += 1;
    if (compared === null || compared.fields.length === 0) return;
    this.#compared += 1;
    if (compared.differing.length === 0) this.#equal += 1;
    if (this.#from === null || triggered < this.#from) this.#from = triggered;
    if (this.#until === null || triggered > this.#until) this.#until = triggered;
    for (const one of compared.differing) {
      const { count = 0, examples = [] } = this.#fields.get(one.field) ?? {};
      const more = examples.length < examplesMost ? [{ ...one, subject: handoff.subject }] : [];
      this.#fields.set(one.field, { count: count + 1, examples: [...examples, ...more] });
    }
  }

  parity(): Parity {
    const differing = [...this.#fields].map(([field, found]) => ({ field, ...found }));
    return {
      compared: this.#compared,
      equal: this.#equal,
      differing: differing.sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1)),
      missing: this.#missing,
      unexplained: this.#compared - this.#equal,
      from: this.#from,
      until: this.#until,
    };
  }
}

const standardGate: Gate = { compared: 50, overMillis: day };

export interface GateGiven {
  readonly rule: Pick<Rule, 'id' | 'gate'>;
  readonly parity: Parity;
  readonly oldPath: string | null;
  readonly oldPathOff: boolean;
  readonly overlapMillis: number;
  /** Destinations of the rule that can't be looked up for its operation. */
  readonly cannotBeAsked: readonly string[];
}

/** Why a rule may not go live, in full sentences; empty: the gate is open. */
export function closedBecause(given: GateGiven): readonly string[] {
  const { rule, parity, oldPath, oldPathOff, overlapMillis, cannotBeAsked } = given;
  const { compared, overMillis } = rule.gate ?? standardGate;
  const spanned = parity.from === null || parity.until === null ? 0 : parity.until - parity.from;
  const reasons: string[] = [];
  if (oldPath === null) reasons.push('What carries it today is not named: give --old-path NAME.');
  if (!oldPathOff) {
    reasons.push(
      `${oldPath ?? 'The old path'} is not declared off: two would write. Give --old-path-off.`,
    );
  }
  if (parity.compared < compared) {
    reasons.push(`${parity.compared} were compared in shadow, and ${compared} are asked for.`);
  }
  if (spanned < overMillis) {
    reasons.push(`They span ${spanText(spanned)}, and ${durationShort(overMillis)} are asked for.`);
  }
  if (parity.unexplained > 0) {
    reasons.push(`${parity.unexplained} differ: see weir shadow report ${rule.id}.`);
  }
  if (overlapMillis > 0 && cannotBeAsked.length > 0) {
    reasons.push(
      `${cannotBeAsked.join(', ')} can't be looked up: what lies in the overlap would stand unknown. Add lookups:, or give --overlap 0.`,
    );
  }
  return reasons;
}

/** Rounded down: what does not suffice never reads as what is asked for. */
function spanText(millis: number): string {
  return millis < 1_000 ? 'no time' : durationShort(Math.floor(millis / 1_000) * 1_000);
}

/** In percent of what was compared, rounded down to a tenth; null: nothing was. */
export function parityPercent({ compared, equal }: Parity): number | null {
  return compared === 0 ? null : Math.floor((equal * 1_000) / compared) / 10;
}
