// One document that is owed an answer of one kind by its partner.
import type { Rule } from '../contract/contract.js';
import type { SubjectReference } from '../detect/finding.js';
import type { HandoffState, Interval } from '../handoff/handoff.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { DocumentRecord } from './record.js';

export interface DocumentHandoff {
  readonly rule: Rule;
  readonly document: DocumentRecord;
  readonly subject: SubjectReference;
  readonly state: HandoffState;
  readonly trigger: Observation;
  readonly due: Interval;
  /** The earliest answer. */
  readonly effect: Observation | null;
  /** What the partner's business said of it (855): it has arrived, whether or not a 997 says so. */
  readonly answer: Observation | null;
  /** Who sent it, and the partner that owes the answer. */
  readonly systems: readonly string[];
  /** When the same was sent again and answered. */
  readonly healedAt: Instant | null;
}
