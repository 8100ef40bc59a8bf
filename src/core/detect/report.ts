// The report as other tools read it: `weir audit --json` and report.json. Field
// names are the file's own. Fields that the page does not name are additions and may grow.
import type { IntegrationMap } from '../map/integration-map.js';
import type { Cause, Entry, Level, PatternId } from './finding.js';
import type { Kind, SubjectType } from '../observation/kinds.js';
import type { Basis } from '../observation/observation.js';

/** Unknown is an answer: the evidence cannot show it either way. */
export type Answer = 'yes' | 'no' | 'unknown';

export type FindingState = 'open' | 'seen' | 'healed' | 'resolved' | 'ignored';

export interface ReportInput {
  readonly path: string;
  readonly reader: string | null;
  readonly proven: boolean;
  readonly observations: number;
  /** At most `limits.unreadableListed`; `line` is null where a whole file could not be read. */
  readonly unreadable: readonly { readonly line: number | null; readonly reason: string }[];
  readonly unreadable_count: number;
}

export interface ReportJoin {
  /** `system.namespace` of either side. */
  readonly between: readonly [string, string];
  readonly matched: number;
  readonly of: number;
  readonly trim?: string | null;
  readonly suffix?: string;
  /** What is taken off the second names instead, where the two sides bear different texts. */
  readonly right?: { readonly trim: string; readonly suffix: string };
}

export interface ReportCoverage {
  readonly system: string;
  readonly facts: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly filter: string | null;
  /** Orders that the system states, and those of them of which it gives no lines: of these no quantity can be compared. */
  readonly orders: number;
  readonly orders_without_lines: number;
}

export interface ReportFinding {
  readonly id: string;
  readonly fingerprint: string;
  readonly level: Level;
  readonly pattern: PatternId;
  readonly also: readonly PatternId[];
  readonly cause: Cause;
  readonly entry: Entry;
  readonly hop: string | null;
  readonly subject: {
    readonly type: SubjectType;
    readonly key: string;
    readonly refs: Readonly<Record<string, readonly string[]>>;
  };
  /** System -> what it shows of the order, in words; empty: it is no order. */
  readonly shown: Readonly<Record<string, string>>;
  readonly systems: readonly string[];
  readonly handoff: string | null;
  readonly at: string | null;
  readonly due: string | null;
  readonly healed_at: string | null;
  readonly state: FindingState;
  readonly evidence: readonly string[];
  readonly explanation: string;
  readonly remedy: string;
  readonly involve: string;
}

export type SinceBaseline = 'new' | 'gone' | 'returned' | 'same' | null;

export interface ReportCluster {
  readonly fingerprint: string;
  readonly handoff: string | null;
  readonly pattern: PatternId;
  readonly cause: Cause;
  /** The field or native value that is wrong every time, where there is one. */
  readonly field: string | null;
  /** Faults, ignored ones included. */
  readonly count: number;
  /** Handoffs of this rule to this destination that could be judged; null where nothing counts them. */
  readonly of_passing: number | null;
  /** Most faults in any seven rolling days, ignored ones left out. */
  readonly worst_week: number;
  /** Separate days (UTC) with a fault. */
  readonly days: number;
  readonly structural: boolean;
  /** Times that it came back: within 28 days after a correction by hand, or since the baseline. */
  readonly recurrences: number;
  /** Those after a correction by hand; a report that an older version wrote does not say. */
  readonly recurrences_by_hand?: number;
  readonly since_baseline: SinceBaseline;
  /** First and last of the systems concerned: from, to. */
  readonly systems: readonly string[];
  readonly ignored: number;
  readonly healed: number;
  /** All of it lies inside one outage of the destination: one incident, however many orders. */
  readonly outage: boolean;
}

export type SignalId =
  | 'notified-before-recorded'
  | 'no-full-sequence'
  | 'each-right-alone'
  | 'repeats'
  | 'books-gap'
  | 'new-channel-worse';

export interface ReportSignal {
  readonly id: SignalId;
  readonly present: Answer;
  readonly count: number;
  readonly evidence: readonly string[];
}

export interface ReportStaleness {
  readonly feed: string;
  readonly constant_lag: Answer;
  /** ISO 8601 duration. */
  readonly lag: string | null;
  readonly downstream_errors: Answer;
  readonly metric_dispute: Answer;
  readonly cascade: 'confirmed' | 'suspected' | 'no' | 'unknown';
}

export interface ReportWorkaround {
  readonly name: string;
  readonly who: string | null;
  readonly handoff: string | null;
  /** Times seen in the inputs; 0 where it is only stated. */
  readonly count: number;
  readonly minutes: number;
  readonly days: number;
  readonly minutes_per_week: number | null;
  readonly since: string | null;
  readonly basis: 'evidenced' | 'stated';
}

export interface ReportNote {
  readonly kind: 'constant-difference' | 'few-completed' | 'accepted' | 'implausible' | 'input';
  readonly text: string;
  readonly count: number;
}

export interface ChecklistAnswer {
  /** 1 to 10; the words stand in `questions` of checklist.ts. */
  readonly question: number;
  readonly answer: Answer;
  readonly because: string;
  readonly basis: 'evidenced' | 'stated';
}

export interface ReportVerdict {
  readonly kind: 'healthy' | 'delay' | 'isolated' | 'structural';
  readonly certainty: 'likely' | 'certain';
  readonly because: readonly string[];
  readonly first_moves: readonly string[];
}

export interface ReportCost {
  /** Minutes that the faults of the window cost by the contract's `costs`, and those logged by hand. */
  readonly minutes: number;
  readonly hand_minutes: number;
  readonly minutes_per_week: number | null;
  /** Decimal text of `minutes` at the contract's hourly rate. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly by_pattern: readonly {
    readonly pattern: PatternId;
    readonly count: number;
    readonly minutes: number;
  }[];
}

export interface ReportAgreement {
  /** Share 0 to 1 of the orders whose due, covered views agree; null where none could be judged. */
  readonly orders_agreeing: number | null;
  readonly agreeing: number;
  readonly disagreeing: number;
  readonly in_flight: number;
  readonly unknown: number;
  readonly oldest_disagreement: string | null;
}

/** One statement of a subject, in short. Times are RFC 3339; `until` is null where the time is exact. */
export interface TimelineStatement {
  readonly system: string;
  readonly id: string;
  readonly kind: Kind;
  readonly at: string;
  readonly until: string | null;
  readonly basis: Basis;
  /** The native status word. */
  readonly word: string | null;
  /** What else it states, in a few values: `SO500044, confirmed`, `3 × EV-1016`. */
  readonly says: string;
  /** A feed's or figure's as-of, which `at` (its arrival) is shown beside. */
  readonly as_of: string | null;
}

/** One obligation of a subject that is not simply met, or the one that a finding names. */
export interface TimelineHandoff {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'expected' | 'seen' | 'seen-late' | 'overdue' | 'waiting' | 'not-covered';
  /** When it was triggered, by when it was due at the latest, and when its effect was shown. */
  readonly at: string;
  readonly due: string | null;
  readonly effect: string | null;
  readonly waiting_for: string | null;
}

/** What was said of one subject, system by system, and what was owed. */
export interface ReportTimeline {
  readonly subject: { readonly type: SubjectType; readonly key: string };
  /** By time; at most `limits.timelineStatementsMax`, those around its findings. */
  readonly statements: readonly TimelineStatement[];
  readonly handoffs: readonly TimelineHandoff[];
  /** Statements of the subject that are not listed. */
  readonly left_out: number;
}

export interface Report {
  readonly weir: string;
  readonly format: 1;
  readonly generated_at: string;
  readonly window: { readonly from: string | null; readonly until: string | null };
  readonly inputs: readonly ReportInput[];
  readonly joins: readonly ReportJoin[];
  readonly coverage: readonly ReportCoverage[];
  readonly counts: {
    readonly observations: number;
    readonly duplicates: number;
    readonly orders: number;
    readonly stock_items: number;
    readonly feeds: number;
    readonly documents: number;
    readonly unknown: number;
  };
  readonly agreement: ReportAgreement;
  /** What a dashboard of connections would show, beside what `agreement` shows. */
  readonly connectivity: {
    readonly systems: Readonly<
      Record<string, { readonly events: number; readonly errors: number; readonly green: boolean }>
    >;
  };
  readonly findings: readonly ReportFinding[];
  readonly clusters: readonly ReportCluster[];
  /** Of the findings that the HTML report shows one by one. */
  readonly timelines: readonly ReportTimeline[];
  readonly signals: readonly ReportSignal[];
  readonly staleness: readonly ReportStaleness[];
  readonly map: IntegrationMap;
  readonly workarounds: readonly ReportWorkaround[];
  readonly notes: readonly ReportNote[];
  readonly checklist: readonly ChecklistAnswer[];
  readonly verdict: ReportVerdict;
  /** At most three files, in plain words, that would settle most unknowns. */
  readonly settle_with: readonly string[];
  readonly cost: ReportCost | null;
}
