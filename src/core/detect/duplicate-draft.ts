// One order, two records in the ERP: neither a split of what was ordered nor one after the other.
import { namesSeveral } from '../identity/names.js';
import type { Money } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { unnamed } from '../order/held-records.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { includes, plus } from '../order/quantities.js';
import type { HeldRecord, OrderRecord, OrderView, Quantities } from '../order/record.js';
import { reusedNumber } from '../order/reused-number.js';
import { hopsOf } from '../order/trail.js';
import type { PatternWords } from './finding.js';

export function detectDuplicateDraft(order: JudgedOrder): OrderFault[] {
  for (const { view, records, together } of besideEachOther(order.record)) {
    if (together !== 'more') continue;
    if (!stillDouble(records) && order.record.corrections.length === 0) continue;
    // A record of each is what two orders of one number should have.
    if (reusedNumber(order.record) !== null) return [];
    return [stated(order, view, records)];
  }
  return [];
}

/** The system whose records of the order may be too many, where nobody can count what is in them. */
export function uncountedAt(record: OrderRecord): string | null {
  for (const { view, records, together } of besideEachOther(record)) {
    if (together === 'unknown' && stillDouble(records)) return view.system;
  }
  return null;
}

interface Beside {
  readonly view: OrderView;
  readonly records: readonly HeldRecord[];
  readonly together: Together;
}

function besideEachOther(record: OrderRecord): readonly Beside[] {
  // Where no input shows what was ordered, two records may be the two halves of it.
  if (record.placing === null) return none;
  let found: Beside[] | null = null;
  for (const view of record.views) {
    if (view.role !== 'erp' || view.records.length < 2) continue;
    const records = rivals(view);
    if (records.length < 2) continue;
    found ??= [];
    found.push({ view, records, together: togetherOf(record, records) });
  }
  return found ?? none;
}

const none: readonly Beside[] = [];

/** Records that stood beside each other: none the successor of another, no summary of many orders. */
function rivals(view: OrderView): HeldRecord[] {
  const replaced = new Set(view.records.map((record) => record.replaces));
  return view.records.filter((record) => {
    const statement = opening(record);
    // One that nobody names may be any of the others.
    if (statement === null || record.name === unnamed) return false;
    if (namesSeveral(statement.refs)) return false;
    return !replaced.has(record.name) && !succeeded(record, view.records);
  });
}

function opening(record: HeldRecord): Observation | null {
  const { draft, confirmed } = record;
  if (draft === null) return confirmed;
  return confirmed === null || draft.at <= confirmed.at ? draft : confirmed;
}

/** Voided before every other record began: the next one took its place. */
function succeeded(record: HeldRecord, records: readonly HeldRecord[]): boolean {
  const { voided } = record;
  if (voided === null) return false;
  return records.every((other) => {
    const first = opening(other);
    return other === record || first === null || voided.at <= first.until;
  });
}

/** Once all but one are voided nothing is wrong any more; a person's clean-up stays visible. */
function stillDouble(records: readonly HeldRecord[]): boolean {
  return records.filter((record) => record.voided === null).length > 1;
}

/** Whether several records hold more than any version of the order, or are a split of one. */
type Together = 'more' | 'split' | 'unknown';

function togetherOf(record: OrderRecord, records: readonly HeldRecord[]): Together {
  const alive = records.filter((one) => one.voided === null);
  // Those that a person voided since stood beside the other all the same.
  const counted = alive.length > 1 ? alive : records;
  if (record.versions.length > 0 && counted.every((one) => one.lines !== null)) {
    const held = counted.reduce<Quantities>(addLines, new Map());
    return record.versions.some(({ lines }) => includes(lines, held)) ? 'split' : 'more';
  }
  return byTotals(record, counted);
}

function byTotals(record: OrderRecord, counted: readonly HeldRecord[]): Together {
  const ordered = orderedTotals(record).filter(({ amount }) => amount !== 0);
  if (ordered.length === 0) return 'unknown';
  let held = 0;
  for (const { total } of counted) {
    if (total === null || !ordered.every((one) => inOneCurrency(one, total))) return 'unknown';
    held += total.amount;
  }
  return ordered.some(({ amount }) => held <= amount) ? 'split' : 'more';
}

/** A total without a currency is taken to be in the other's. */
function inOneCurrency(left: Money, right: Money): boolean {
  return left.currency === null || right.currency === null || left.currency === right.currency;
}

/** What the order came to, as it was placed and by every change that says so. */
function orderedTotals({ placing, views, versions }: OrderRecord): readonly Money[] {
  const updates = views.flatMap((view) => view.updates);
  const statements = [placing, ...updates, ...versions.map(({ statement }) => statement)];
  return statements.flatMap((statement) => statement?.data.total ?? []);
}

function addLines(sum: Quantities, record: HeldRecord): Quantities {
  return record.lines === null ? sum : plus(sum, record.lines);
}

function stated(order: JudgedOrder, view: OrderView, records: readonly HeldRecord[]): OrderFault {
  const openings = records.map(opening);
  const hops = hopsOf(order.record, 'placed', view.system);
  const from = order.record.placing?.system ?? view.system;
  return fault(order, 'existence', [view.system], {
    pattern: 'duplicate-draft',
    cause: 'duplicate',
    entry: 'unknown',
    hop: hops[0] === undefined ? null : `${hops[0].system}→${view.system}`,
    systems: from === view.system ? [view.system] : [from, view.system],
    handoff: order.handoffs.find((handoff) => handoff.to === view.system)?.rule.id ?? null,
    at: openings.reduce<Instant | null>(latestOf, null),
    healedAt: stillDouble(records) ? null : voidedAt(records),
    evidence: cited([...openings, ...hops]),
    details: {
      records: records
        .map((record) => record.name)
        .sort()
        .join(', '),
      resentBy: resentBy(hops) ?? '',
    },
  });
}

/** The middleware whose own log has the order sent on again; null: no log shows it. */
function resentBy(hops: readonly Observation[]): string | null {
  const tried = new Set<string>();
  for (const { kind, system } of hops) {
    if (kind === 'hop.forwarded' && tried.has(system)) return system;
    if (kind === 'hop.forwarded' || kind === 'hop.failed') tried.add(system);
  }
  return null;
}

function latestOf(latest: Instant | null, statement: Observation | null): Instant | null {
  if (statement === null) return latest;
  return latest === null || statement.at > latest ? statement.at : latest;
}

function voidedAt(records: readonly HeldRecord[]): Instant | null {
  return records.map((record) => record.voided).reduce<Instant | null>(latestOf, null);
}

function origin(resentBy: string | undefined): string {
  return resentBy
    ? `The log of ${resentBy} shows that it was sent there again.`
    : 'A retry after a lost answer, or a second path, may have created it again: no log shows which.';
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems.at(-1) ?? 'The ERP'} holds this one order as several records (${details['records'] ?? ''}), ` +
    `together more than was ordered. ${origin(details['resentBy'])}`,
  remedy: () =>
    'Keep the record with activity and void the other. At the source: give each order one permanent ' +
    'idempotency key towards the ERP (external id), and look up before sending again.',
  involve: () => 'whoever runs the path into the ERP (middleware or connector), with the ERP team',
};
