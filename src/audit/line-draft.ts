// A line's values while it is being read by its shape, and what becomes of them at its end.
import { hasNoMinorUnit, isCurrency } from '../core/observation/currency.js';
import type { Decimal } from '../core/observation/decimal.js';
import type { Instant } from '../core/observation/instant.js';
import type { Kind } from '../core/observation/kinds.js';
import type { Basis, Observation } from '../core/observation/observation.js';
import { bases, canonicalForm, endOf } from '../core/observation/read.js';
import type { DataDraft } from '../core/observation/read-data.js';
import { dataFault } from '../core/observation/read-data.js';

/** Absent: '' for texts, NaN for times, -1 for amounts. */
export interface LineDraft {
  id: string;
  system: string;
  kind: Kind | null;
  at: number;
  seen: number;
  until: number;
  basis: string;
  version: string | number | undefined;
  refs: Record<string, string | readonly string[]>;
  native: string | undefined;
  canonical: string | undefined;
  data: DataDraft;
  hasTotal: boolean;
  totalAmount: number;
  totalCurrency: string;
}

const noRefs: LineDraft['refs'] = Object.freeze({});
const noData: DataDraft = Object.freeze({});

export function emptyDraft(): LineDraft {
  return {
    id: '',
    system: '',
    kind: null,
    at: Number.NaN,
    seen: Number.NaN,
    until: Number.NaN,
    basis: '',
    version: undefined,
    refs: noRefs,
    native: undefined,
    canonical: undefined,
    data: noData,
    hasTotal: false,
    totalAmount: -1,
    totalCurrency: '',
  };
}

export function clearDraft(given: LineDraft): void {
  const draft = given;
  draft.id = '';
  draft.system = '';
  draft.kind = null;
  draft.at = Number.NaN;
  draft.seen = Number.NaN;
  draft.until = Number.NaN;
  draft.basis = '';
  draft.version = undefined;
  draft.refs = noRefs;
  draft.native = undefined;
  draft.canonical = undefined;
  draft.data = noData;
  draft.hasTotal = false;
  draft.totalAmount = -1;
  draft.totalCurrency = '';
}

/** The observation, or undefined where something is missing or amiss: the careful way says what. */
export function observationOf(draft: LineDraft): Observation | undefined {
  const { id, system, kind, at, refs, data } = draft;
  if (id === '' || system === '' || kind === null || Number.isNaN(at)) return undefined;
  if (draft.hasTotal && !keepTotal(draft)) return undefined;
  if (dataFault(kind, data) !== undefined) return undefined;
  const seen = (Number.isNaN(draft.seen) ? at : draft.seen) as Instant;
  const { native } = draft;
  if (isInterval(draft)) return intervalOf(draft, { id, system, kind, seen });
  const basis = 'event';
  const instant = at as Instant;
  if (native === undefined) {
    return { id, system, kind, at: instant, until: instant, basis, seen, refs, data };
  }
  return { id, system, kind, at: instant, until: instant, basis, seen, refs, native, data };
}

/** Whether the line has any of the fields that most lines do not have. */
function isInterval({ until, basis, version, canonical }: LineDraft): boolean {
  return !Number.isNaN(until) || basis !== '' || version !== undefined || canonical !== undefined;
}

function intervalOf(
  draft: LineDraft,
  head: Pick<Observation, 'id' | 'system' | 'kind' | 'seen'>,
): Observation | undefined {
  const { version, native, canonical, refs, data } = draft;
  const at = draft.at as Instant;
  const basis = draft.basis === '' ? 'event' : basisOf(draft.basis);
  if (basis === undefined) return undefined;
  const until = Number.isNaN(draft.until) ? endOf(at, basis) : (draft.until as Instant);
  if (until < at || (canonical !== undefined && !canonicalForm.test(canonical))) return undefined;
  const { id, system, kind, seen } = head;
  return {
    id,
    system,
    kind,
    at,
    until,
    basis,
    seen,
    ...(version === undefined ? {} : { version }),
    refs,
    ...(native === undefined ? {} : { native }),
    ...(canonical === undefined ? {} : { canonical }),
    data,
  };
}

function basisOf(text: string): Basis | undefined {
  return bases.find((basis) => basis === text);
}

function keepTotal({ totalAmount, totalCurrency, data }: LineDraft): boolean {
  if (totalAmount < 0) return false;
  const currency = totalCurrency === '' ? null : totalCurrency;
  if (currency !== null) {
    if (!isCurrency(currency)) return false;
    if (totalAmount % 10_000 !== 0 && hasNoMinorUnit(currency)) return false;
  }
  data.total = { amount: totalAmount as Decimal, currency };
  return true;
}
