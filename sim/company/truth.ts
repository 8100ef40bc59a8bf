// Turns what was done to a subject into a row of truth.json: what it is, and whether the files can prove it.
import type { Coverage, Need } from './coverage.js';
import type { Emission } from './emission.js';
import type { Fault } from './fault.js';
import type { Cause, Pattern, SubjectType } from './pattern.js';
import type { View } from './view.js';

/** A row of truth.json, with the names that the file has. */
export interface TruthRow {
  readonly pattern: Pattern;
  readonly type: SubjectType;
  readonly ref: string;
  /** Every other name that the files show: where nothing joins them, each is a subject of its own. */
  readonly names: readonly string[];
  readonly cause: Cause;
  readonly also: readonly Pattern[];
  readonly provable: boolean;
  readonly cause_provable: boolean;
}

/** Namespaces in which an order is named, the plainest first. */
const NAMES = ['order', 'order_name', 'record', 'external', 'payment'] as const;

interface Claim {
  readonly fault: Pick<Fault, 'pattern' | 'type' | 'ref' | 'cause' | 'also'>;
  readonly names: readonly string[];
  /** Nothing that was dropped or blurred is needed. */
  readonly shown: boolean;
  readonly causeShown: boolean;
  readonly needs: readonly Need[];
  /** A person mended it in the end. */
  readonly mended: boolean;
  /** Whether the names of the two systems could be joined; asked at the end only. */
  readonly joined: () => boolean;
}

export interface Filing {
  readonly fault: Fault;
  readonly view: View;
  readonly joined: () => boolean;
}

function needsOf(fault: Fault, { span }: View): Need[] {
  return fault.absences.map(({ system, kind, trigger, within, before }) => {
    const { from, until } = span(trigger);
    return { system, kind, from: from - (before ?? 0), until: until + within };
  });
}

/** Whether the files show that work went on after it should have stopped. */
function followed({ after }: Fault, { visible, span }: View): boolean {
  if (after === undefined) return true;
  const { until } = span(after.trigger);
  return after.oneOf.some((emission) => visible.has(emission) && span(emission).from > until);
}

/** Silence about a class that the ERP's export leaves out says nothing. */
function leftOut(fault: Fault, { filtered }: View): boolean {
  return fault.absences.some(({ system, trigger }) => {
    return system === 'erp' && filtered !== undefined && trigger.subjectClass === filtered;
  });
}

/** Whether the proof takes what the ERP or its warehouse calls by names of their own. */
function crosses(fault: Fault): boolean {
  const parties = [...fault.evidence, ...fault.absences].map(({ system }) => system);
  return parties.includes('erp') || parties.includes('warehouse');
}

function namesOf({ refs }: Emission): string[] {
  return NAMES.flatMap((name) => refs[name] ?? []);
}

interface Named {
  readonly ref: string;
  readonly names: readonly string[];
}

/** The fault's own name for its order, or, where no file shows that one, a name that its evidence bears. */
function shownNames(fault: Fault, visible: ReadonlySet<Emission>): Named {
  if (fault.type !== 'order') return { ref: fault.ref, names: [] };
  const shown = [...visible].flatMap(namesOf);
  const evidence = [...fault.evidence, ...fault.oneOf].filter((emission) => visible.has(emission));
  const [first = fault.ref] = [...evidence.flatMap(namesOf), ...shown];
  const ref = shown.includes(fault.ref) ? fault.ref : first;
  return { ref, names: [...new Set(shown)].filter((name) => name !== ref) };
}

/**
 * What a fault looks like where its proof is out of sight: with one of three truths gone the silence of the other
 * deaf holder is still there, an edit that no file dates leaves two records with other lines, and what a hand
 * mended that no file shows came late.
 */
function lessSeen({ fault: { pattern, also }, needs, mended }: Claim): readonly Pattern[] {
  if (mended) return [...also, 'sync-delay'];
  if (needs.some(({ kind }) => kind === 'order.updated')) return [...also, 'transform-mismatch'];
  const three = pattern === 'three-truths' || also.includes('three-truths');
  return three && !also.includes('status-void') ? [...also, 'status-void'] : also;
}

function rowOf(claim: Claim, covered: boolean): TruthRow {
  const provable = claim.shown && covered && claim.joined();
  const { pattern, type, ref, cause, also } = claim.fault;
  return {
    pattern,
    type,
    ref,
    cause,
    names: claim.names,
    also: provable ? also : lessSeen(claim),
    provable,
    cause_provable: provable && claim.causeShown,
  };
}

/** Holds the claims that the files written so far do not cover yet. */
export class Ledger {
  readonly #coverage: Coverage;
  #open: Claim[] = [];

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  file({ fault, view, joined }: Filing): void {
    const { visible } = view;
    const seen = (emission: Emission): boolean => visible.has(emission);
    const blurred = fault.exact.some((emission) => view.blurs(emission));
    const enough = fault.oneOf.length === 0 || fault.oneOf.some(seen);
    const { pattern, type, cause, also } = fault;
    const { ref, names } = shownNames(fault, visible);
    this.#open.push({
      fault: { pattern, type, ref, cause, also },
      names,
      shown:
        fault.evidence.every(seen) &&
        enough &&
        !blurred &&
        fault.totals.every((emission) => view.showsTotal(emission)) &&
        !leftOut(fault, view) &&
        followed(fault, view),
      causeShown: fault.causeKnown && fault.causeEvidence.every(seen),
      needs: needsOf(fault, view),
      mended: fault.evidence.some(({ kind }) => kind === 'hand.corrected'),
      joined: crosses(fault) ? joined : () => true,
    });
  }

  /** Rows that can't change any more: nothing of them is shown, or all that they need is covered. */
  settle(): TruthRow[] {
    const rows: TruthRow[] = [];
    this.#open = this.#open.filter((claim) => {
      const covered = this.#covers(claim);
      if (claim.shown && !covered) return true;
      rows.push(rowOf(claim, covered));
      return false;
    });
    return rows;
  }

  /** Every row that is left, once all lines are written. */
  close(): TruthRow[] {
    const rows = this.#open.map((claim) => rowOf(claim, this.#covers(claim)));
    this.#open = [];
    return rows;
  }

  #covers(claim: Claim): boolean {
    return claim.needs.every((need) => this.#coverage.meets(need));
  }
}
