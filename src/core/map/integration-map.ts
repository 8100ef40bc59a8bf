// The integration map: what each system is, what passes between them, what is missing, and the
// fewest handoff rules that would close it.
import type { Role } from '../contract/contract.js';

export interface MapNode {
  readonly id: string;
  readonly role: Role | null;
  readonly owner: string | null;
  /** Statements of this system in what was read, and how many of them are errors. */
  readonly events: number;
  readonly errors: number;
}

/**
 * - `kept`: what is due arrives
 * - `failing`: some of what is due does not arrive
 * - `silent`: nothing that is due was ever seen to arrive
 * - `unproven`: what was read cannot tell
 */
export type EdgeState = 'kept' | 'failing' | 'silent' | 'unproven';

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** Kind of the trigger (`shipment.shipped`, `stock.changed`), a feed's or a job's name. */
  readonly fact: string;
  /** Rule that obliges it; null for traffic and jobs that no rule covers. */
  readonly rule: string | null;
  readonly kind: 'handoff' | 'feed' | 'job';
  readonly owner: string | null;
  /** Times that the fact was seen to arrive, and faults of it. */
  readonly shown: number;
  readonly faults: number;
  readonly state: EdgeState;
}

export type GapKind =
  'never-seen' | 'no-owner' | 'no-acknowledgement' | 'no-consumer' | 'no-source' | 'batch';

export interface MapGap {
  readonly kind: GapKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly fact: string | null;
  /** Plain words: what was looked for and not found. */
  readonly because: string;
  /** Class of order (channel × fulfilled_by × type), where the gap is of one class only. */
  readonly order_class: string | null;
  /** Orders or handoffs concerned; 0 where the gap is of the contract alone. */
  readonly count: number;
}

export interface IntegrationMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly gaps: readonly MapGap[];
  readonly closing_set: readonly string[];
}
