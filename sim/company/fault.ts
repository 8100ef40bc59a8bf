// A fault is what was done to one subject and what must be in the files for anybody to prove it.
import type { Emission, SystemName } from './emission.js';
import type { Cause, Pattern, SubjectType } from './pattern.js';

/** Something that never comes: proven only where the system's files span the trigger and the deadline. */
export interface Absence {
  readonly system: SystemName;
  readonly kind: string;
  readonly trigger: Emission;
  /** From the trigger's latest possible moment to the deadline. */
  readonly within: number;
  /** How long before the trigger the files must begin as well. */
  readonly before?: number;
}

export interface After {
  readonly trigger: Emission;
  readonly oneOf: readonly Emission[];
}

export interface Fault {
  readonly pattern: Pattern;
  readonly type: SubjectType;
  readonly ref: string;
  readonly cause: Cause;
  readonly also: readonly Pattern[];
  /** Whether the catalogue's rules and these lines settle the cause, not only the pattern. */
  readonly causeKnown: boolean;
  /** Statements without which nothing is proven. */
  readonly evidence: readonly Emission[];
  /** Statements of which any one is enough. */
  readonly oneOf: readonly Emission[];
  /** Statements whose second matters; a day instead of it proves nothing. */
  readonly exact: readonly Emission[];
  /** Statements whose total matters; a file that shows lines only proves nothing. */
  readonly totals: readonly Emission[];
  /** Statements of which one must be shown to come after what it should not have followed. */
  readonly after: After | undefined;
  /** Statements without which only the cause is open. */
  readonly causeEvidence: readonly Emission[];
  readonly absences: readonly Absence[];
}

/** What a teller must say; the rest has usual values. */
export interface FaultDraft {
  readonly ref: string;
  readonly cause: Cause;
  readonly type?: SubjectType;
  readonly pattern?: Pattern;
  readonly also?: readonly Pattern[];
  readonly causeKnown?: boolean;
  readonly evidence: readonly (Emission | undefined)[];
  readonly oneOf?: readonly (Emission | undefined)[];
  readonly exact?: readonly (Emission | undefined)[];
  readonly totals?: readonly Emission[];
  readonly after?: After | undefined;
  readonly causeEvidence?: readonly Emission[];
  readonly absences?: readonly Absence[];
}

function present(emissions: readonly (Emission | undefined)[]): Emission[] {
  return emissions.filter((emission) => emission !== undefined);
}

export function completeFault(pattern: Pattern, draft: FaultDraft): Fault {
  return {
    pattern: draft.pattern ?? pattern,
    type: draft.type ?? 'order',
    ref: draft.ref,
    cause: draft.cause,
    also: draft.also ?? [],
    causeKnown: draft.causeKnown ?? true,
    evidence: present(draft.evidence),
    oneOf: present(draft.oneOf ?? []),
    exact: present(draft.exact ?? []),
    totals: draft.totals ?? [],
    after: draft.after,
    causeEvidence: draft.causeEvidence ?? [],
    absences: draft.absences ?? [],
  };
}
