// One order, two records in the ERP: neither a split of what was ordered nor one after the other.
import { namesSeveral } from '../identity/names.js';
import type { Instant } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import { unnamed } from '../order/held-records.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { includes, plus } from '../order/quantities.js';
import type { HeldRecord, OrderRecord, OrderView, Quantities } from '../order/record.js';
import { linesOf } from '../order/record.js';
import { hopsOf } from '../order/trail.js';
import type { PatternWords } from './finding.js';

export function detectDuplicateDraft(order: JudgedOrder): OrderFault[] {
  // Where no input shows what was ordered, two records may be the two halves of it.
  if (order.record.placing === null) return [];
  for (const view of order.record.views) {
    if (view.role !== 'erp' || view.records.length < 2) continue;
    const records = rivals(view);
    if (records.length < 2 || isSplit(order.record, records)) continue;
    if (!stillDouble(records) && order.record.corrections.length === 0) continue;
    return [stated(order, view, records)];
  }
  return [];
}

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

/** Several records are a split while together they hold no more than was ordered. */
function isSplit(record: OrderRecord, records: readonly HeldRecord[]): boolean {
  const ordered = record.placing === null ? undefined : linesOf(record, record.placing);
  const alive = records.filter((one) => one.voided === null);
  if (alive.length < 2) return false;
  if (ordered !== undefined && alive.every((one) => one.lines !== null)) {
    return includes(ordered, alive.reduce<Quantities>(addLines, new Map()));
  }
  const total = record.placing?.data.total?.amount;
  if (total === undefined || total === 0 || alive.some((one) => one.total === null)) return false;
  return alive.reduce((sum, one) => sum + (one.total?.amount ?? 0), 0) <= total;
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
    },
  });
}

function latestOf(latest: Instant | null, statement: Observation | null): Instant | null {
  if (statement === null) return latest;
  return latest === null || statement.at > latest ? statement.at : latest;
}

function voidedAt(records: readonly HeldRecord[]): Instant | null {
  return records.map((record) => record.voided).reduce<Instant | null>(latestOf, null);
}

export const words: PatternWords = {
  explain: ({ systems, details }) =>
    `${systems.at(-1) ?? 'The ERP'} holds this one order as several records (${details['records'] ?? ''}), ` +
    'together more than was ordered. A retry after a lost answer, or a second path, created it again.',
  remedy: () =>
    'Keep the record with activity and void the other. At the source: give each order one permanent ' +
    'idempotency key towards the ERP (external id), and look up before sending again.',
  involve: () => 'whoever runs the path into the ERP (middleware or connector), with the ERP team',
};
