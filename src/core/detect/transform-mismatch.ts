// Transport succeeded and the content did not: the destination refused it for what it said, or
// holds other lines, another total or another currency than was ordered.
import type { Decimal } from '../observation/decimal.js';
import { decimalText, moneyText } from '../observation/decimal.js';
import type { Observation } from '../observation/observation.js';
import { confirmation, standing } from '../order/class.js';
import type { JudgedOrder, OrderFault } from '../order/judged.js';
import { cited, fault } from '../order/judged.js';
import { equal, includes, minus, noQuantities, plus, quantityTotal } from '../order/quantities.js';
import type { HeldRecord, OrderRecord, OrderView, Quantities } from '../order/record.js';
import type { Stated } from '../order/trail.js';
import { trailOf } from '../order/trail.js';
import { unseenEdit } from '../order/unseen-edit.js';
import { ratesBetween } from './rate.js';
import type { Candidate, PatternWords } from './finding.js';
import { refusalClass } from './refusal.js';
import { rejectedRemedy, rejectedText } from './rejected-document.js';
import { addedKey, renamedKey } from './difference-note.js';
import type { Tally } from './tally.js';
import type { Totals } from './tally-keys.js';

export function detectTransformMismatch(order: JudgedOrder, totals: Totals): OrderFault[] {
  const faults: OrderFault[] = [];
  for (const view of order.record.views) {
    const found = refused(order, view) ?? changed(order, view, totals);
    if (found !== null) faults.push(found);
  }
  return faults;
}

/** Refused for its content, and not taken in afterwards. */
function refused(order: JudgedOrder, view: OrderView): OrderFault | null {
  if (order.record.placing === null) return null;
  const refusal = view.refusals.findLast((one) => refusalClass(one) === 'content');
  if (refusal === undefined) return null;
  const held = confirmation(view);
  if (held !== null && held.until >= refusal.at) return null;
  const from = order.record.placing.system;
  const trail = trailOf(order, 'placed', order.record.placing, view.system);
  const field = refusal.data.field ?? refusal.data.code ?? 'content';
  return fault(order, 'existence', [view.system], {
    pattern: 'transform-mismatch',
    cause: 'mapping',
    entry: trail.entry === 'unknown' ? 'translation' : trail.entry,
    hop: trail.hop,
    systems: [from, view.system],
    handoff: creationRule(order, view.system),
    field,
    at: refusal.at,
    evidence: cited([order.record.placing, refusal, ...trail.evidence]),
    details: { what: 'refused', field, reason: refusal.data.reason ?? refusal.data.code ?? '' },
  });
}

function creationRule(order: JudgedOrder, to: string): string | null {
  return (
    order.handoffs.find((one) => one.to === to && one.rule.operation === 'create-order')?.rule.id ??
    null
  );
}

/** What may be an edit that nobody saw is unknown; but no edit changes the currency. */
function changed(order: JudgedOrder, view: OrderView, totals: Totals): OrderFault | null {
  const found = differs(order, view, totals);
  const wanting = unseenEdit(order.record, view.system, order.context);
  if (found === null || wanting === undefined) return found;
  return currencyDiffers(order, view) ?? { ...found, wanting };
}

/** The standing records of a view, put together, against every version of what was ordered. */
function differs(order: JudgedOrder, view: OrderView, totals: Totals): OrderFault | null {
  const { placing } = order.record;
  if (placing === null || placing.system === view.system || order.record.test) return null;
  if (view.records.length === 0) return null;
  const records = view.records.filter(standing);
  if (records.length === 0) return null;
  const lines = linesDiffer(order.record, records);
  const usual = lines?.usual ?? null;
  const group = groupOf(order, view, 'sku', totals);
  if (records[0]?.lines != null) count(totals, group, ...(usual === null ? [] : [usual]));
  if (lines !== null) {
    const found = mismatch(order, view, records, { field: 'lines', ...lines });
    if (usual === null) return found;
    const total = records.length > 1 ? null : totalDiffers(order, view, records, totals);
    return unlessUsual(found, [`${group}|${usual}`], total === null ? [] : [total.candidate]);
  }
  if (records.length > 1) return null;
  return totalDiffers(order, view, records, totals);
}

interface Difference {
  readonly field: string;
  readonly stated: string;
  readonly shown: string;
}

function linesDiffer(
  record: OrderRecord,
  records: readonly HeldRecord[],
): (Omit<Difference, 'field'> & { readonly usual: string | null }) | null {
  const held = sumOf(records);
  const versions = versionsOf(record);
  const [first] = versions;
  if (held === null || first === undefined) return null;
  if (versions.some((version) => equal(version, held))) return null;
  // Several records with more than was ordered are duplicates, not a change.
  if (records.length > 1 && !versions.some((version) => includes(version, held))) return null;
  return { stated: linesText(first), shown: linesText(held), usual: usualOf(held, versions) };
}

/** By which key it is counted, where it is none if this system always has it so; null: it is a change. */
function usualOf(held: Quantities, versions: readonly Quantities[]): string | null {
  const isOwn = (sku: string): boolean => !versions.some((version) => version.has(sku));
  const own = new Map([...held].filter(([sku]) => isOwn(sku)));
  if (own.size === held.size) {
    // Wholly other names for as many goods.
    const isAsMany = versions.some((version) => quantityTotal(version) === quantityTotal(held));
    return isAsMany ? renamedKey : null;
  }
  // All that was ordered, and lines besides that nobody sold: shipping, tax.
  const goods = new Map([...held].filter(([sku]) => !isOwn(sku)));
  if (own.size === 0 || !versions.some((version) => equal(version, goods))) return null;
  return `${addedKey}${linesText(own).replaceAll('|', ' ')}`;
}

function sumOf(records: readonly HeldRecord[]): Quantities | null {
  let sum = noQuantities;
  for (const record of records) {
    if (record.lines === null) return null;
    sum = plus(sum, record.lines);
  }
  return sum;
}

/** Every set of lines that the order rightly had: as placed, as updated, less what was cancelled. */
function versionsOf(record: OrderRecord): Quantities[] {
  const bases = record.versions.map(({ lines }) => lines);
  const versions = [...bases];
  for (const view of record.views) {
    let cancelled = noQuantities;
    for (const fact of view.cancellations) {
      if (fact.lines === null) continue;
      cancelled = plus(cancelled, fact.lines);
      for (const base of bases) versions.push(minus(base, cancelled));
    }
  }
  return versions;
}

function linesText(quantities: Quantities): string {
  const parts = [...quantities].map(([sku, qty]) => `${decimalText(qty)} × ${sku}`);
  return parts.sort().slice(0, 6).join(', ');
}

function totalDiffers(
  order: JudgedOrder,
  view: OrderView,
  records: readonly HeldRecord[],
  totals: Totals,
): OrderFault | null {
  const shown = records[0]?.total ?? null;
  const stated = order.record.placing?.data.total;
  if (shown === null || stated === undefined || edited(order.record)) return null;
  const currency = currencyDiffers(order, view);
  if (currency !== null) return currency;
  const group = groupOf(order, view, 'total', totals);
  if (shown.amount === stated.amount) {
    count(totals, group);
    return null;
  }
  const apart = decimalText((shown.amount - stated.amount) as Decimal);
  const differences = [apart, ...ratesBetween(stated.amount, shown.amount)];
  count(totals, group, ...differences);
  const texts = { stated: moneyText(stated), shown: moneyText(shown) };
  return unlessUsual(
    mismatch(order, view, records, { field: 'total', ...texts }),
    differences.map((difference) => `${group}|${difference}`),
  );
}

function currencyDiffers(order: JudgedOrder, view: OrderView): OrderFault | null {
  const records = view.records.filter(standing);
  const shown = records[0]?.total ?? null;
  const stated = order.record.placing?.data.total;
  if (stated === undefined || shown === null) return null;
  if (stated.currency === null || shown.currency === null) return null;
  if (stated.currency === shown.currency) return null;
  const texts = { stated: moneyText(stated), shown: moneyText(shown) };
  return mismatch(order, view, records, { field: 'currency', ...texts });
}

/** The orders of one class that one system holds, by what of them is compared. */
function groupOf(
  order: JudgedOrder,
  view: OrderView,
  compared: 'sku' | 'total',
  { keys }: Totals,
): string {
  return keys.bar(keys.bar(keys.ofClass(order.orderClass), view.system), compared);
}

/** What most of a class has is how the systems define it, and one note. */
function unlessUsual(
  found: OrderFault,
  keys: readonly string[],
  beneath: readonly Candidate[] = [],
): OrderFault {
  const condition = { kind: 'difference', keys } as const;
  const rest = beneath.length === 0 ? {} : { beneath };
  return { ...found, candidate: { ...found.candidate, condition, ...rest } };
}

/** `compared` stands on the group's own row; `count` on the row of each difference. */
function count({ tally }: Totals, group: string, ...differences: readonly string[]): void {
  rowOf(tally, group).compared += 1;
  for (const difference of differences) rowOf(tally, `${group}|${difference}`).count += 1;
}

function rowOf({ differences }: Tally, key: string): { count: number; compared: number } {
  let row = differences.get(key);
  if (row === undefined) {
    row = { count: 0, compared: 0 };
    differences.set(key, row);
  }
  return row;
}

/** After an edit or a line's cancellation the total of the placing no longer says what is right. */
function edited(record: OrderRecord): boolean {
  for (const view of record.views) {
    if (view.updates.length > 0 || view.cancellations.some((fact) => !fact.whole)) return true;
  }
  return false;
}

function mismatch(
  order: JudgedOrder,
  view: OrderView,
  records: readonly HeldRecord[],
  difference: Difference,
): OrderFault {
  const { now } = order.context;
  const placed: Stated = order.record.placing ?? { system: view.system, at: now, until: now };
  const statements: (Observation | null)[] = records.map((record) => record.confirmed);
  const trail = trailOf(order, 'placed', placed, view.system);
  return fault(order, 'existence', [view.system], {
    pattern: 'transform-mismatch',
    cause: 'mapping',
    entry: trail.entry === 'unknown' || trail.entry === 'payload' ? 'translation' : trail.entry,
    hop: trail.hop,
    systems: [placed.system, view.system],
    handoff: creationRule(order, view.system),
    field: difference.field,
    at: records[0]?.confirmed?.at ?? null,
    evidence: cited([order.record.placing, ...statements]),
    details: {
      what: 'changed',
      field: difference.field,
      stated: difference.stated,
      shown: difference.shown,
    },
  });
}

/** Lines are several; a total or a currency is one. */
function otherThanOrdered(field = 'values'): string {
  const isOne = field === 'total' || field === 'currency';
  return isOne ? `another ${field} than was ordered` : `other ${field} than were ordered`;
}

export const words: PatternWords = {
  explain: (found) => {
    const { systems, details } = found;
    if (details['what'] === 'rejected') return rejectedText(found);
    const [from, to] = [systems[0] ?? '', systems.at(-1) ?? ''];
    if (details['what'] === 'refused') {
      return (
        `${to} refused the order that ${from} sent because of ${details['field'] ?? 'its content'}` +
        `${details['reason'] ? ` ("${details['reason']}")` : ''}, and never took it in. The path itself reported success.`
      );
    }
    return (
      `${to} holds ${otherThanOrdered(details['field'])}: ${from} says ` +
      `${details['stated'] ?? '?'}, ${to} says ${details['shown'] ?? '?'}.`
    );
  },
  remedy: (found) =>
    found.details['what'] === 'rejected'
      ? rejectedRemedy(found)
      : `Correct the order in the destination by hand, then mend the mapping of ${found.details['field'] ?? 'the field'}: ` +
        'decide the value in the versioned transform, test it against the source, and replay what was held.' +
        (found.details['what'] === 'changed' && found.details['field'] === 'lines'
          ? ' Where the destination only has other names, packs or kits for the same goods, write them under items: in the contract.'
          : ''),
  involve: ({ systems, details }) =>
    details['what'] === 'rejected'
      ? `the EDI team or VAN of ${systems[0] ?? 'the sender'}, and ${systems.at(-1) ?? 'the partner'}'s EDI desk`
      : 'connector or middleware support, for the mapping',
};
