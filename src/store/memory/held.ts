// What the store in memory holds: the maps that all parts of it read and write.
import type {
  Attempt,
  FindingState,
  HandoffState,
  Id,
  SubjectState,
  Verdict,
} from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Quarantined } from '../quarantine.js';
import type { Filed, Receipt } from '../store.js';
import { openOf, shownHandoff } from '../under-way.js';

export interface Statement extends Pick<
  Filed,
  'id' | 'system' | 'kind' | 'text' | 'at' | 'global'
> {
  readonly receipt: Id;
}

export interface HeldFact {
  verdict: Verdict | null;
  reason: string;
  /** No later fold reads it. */
  past?: boolean;
}

export class HeldComponent {
  readonly id: Id;
  readonly facts = new Map<Id, HeldFact>();
  handoffs: readonly HandoffState[] = [];
  findings: readonly FindingState[] = [];
  subjects: readonly SubjectState[] = [];
  attempts: Attempt[] = [];
  wake: Instant | null = null;

  constructor(id: Id) {
    this.id = id;
  }
}

/** A receipt that waits to be read. */
export interface Waiting {
  readonly readers: Set<string>;
  /** It mentions whom somebody erased meanwhile: once it is read its bytes go. */
  erasedAt: Instant | null;
}

export interface Held {
  readonly receipts: ReadonlyMap<Id, Receipt>;
  readonly quarantine: ReadonlyMap<Id, readonly Quarantined[]>;
  readonly statements: ReadonlyMap<Id, Statement>;
  readonly components: ReadonlyMap<Id, HeldComponent>;
  /** Components to be folded, the one that has waited longest first. */
  readonly inbox: Set<Id>;
  /** Receipts that wait to be read. */
  readonly unread: Map<Id, Waiting>;
}

export function eachOf<Row>(
  { components }: Held,
  of: (component: HeldComponent) => readonly Row[],
): Row[] {
  return [...components.values()].flatMap(of);
}

export function shownHandoffs({ handoffs, attempts }: HeldComponent): readonly HandoffState[] {
  return handoffs.map((handoff) => shownHandoff(handoff, openOf(handoff, attempts)));
}
