// Folds purchase.* by the purchase's name. Pure, and free of the order of arrival.
import type { Decimal } from '../observation/decimal.js';
import { zero } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import { liveOf } from '../observation/live.js';
import type { Line, Observation } from '../observation/observation.js';
import { refOf, refValues } from '../observation/observation.js';
import { arrivals } from '../order/arrivals.js';
import type { Quantities } from '../order/record.js';
import type { PurchasePart, PurchaseRecord } from './record.js';

export interface FoldedPurchases {
  readonly purchases: readonly PurchaseRecord[];
  readonly duplicates: number;
}

export function foldPurchases(observations: readonly Observation[]): FoldedPurchases {
  const { statements, duplicates } = arrivals(liveOf(observations));
  const byKey = new Map<string, Observation[]>();
  for (const statement of statements) {
    if (!statement.kind.startsWith('purchase.')) continue;
    for (const key of keysOf(statement)) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [statement]);
      else list.push(statement);
    }
  }
  const purchases: PurchaseRecord[] = [];
  for (const key of [...byKey.keys()].sort())
    purchases.push(foldPurchase(key, byKey.get(key) ?? []));
  return { purchases, duplicates };
}

/** `purchase` is global; a bare `po` is the partner's, or else its system's. */
function keysOf(statement: Observation): readonly string[] {
  const names = refValues(statement.refs, 'purchase');
  if (names.length > 0) return names;
  const scope =
    refOf(statement.refs, 'partner') ?? refOf(statement.refs, 'supplier') ?? statement.system;
  const orders = refValues(statement.refs, 'po');
  if (orders.length > 0) return orders.map((order) => `${scope}.po=${order}`);
  return [`${statement.system}/${statement.id}`];
}

interface Draft {
  readonly system: string;
  ordered: Observation | null;
  confirmed: Observation | null;
  readonly received: PurchasePart[];
  readonly invoiced: PurchasePart[];
}

function foldPurchase(key: string, statements: readonly Observation[]): PurchaseRecord {
  const views = new Map<string, Draft>();
  let most: Map<string, Decimal> | null = null;
  let promisedAt: Instant | null = null;
  for (const statement of statements) {
    const view = viewOf(views, statement.system);
    const { kind, data } = statement;
    if (kind === 'purchase.received') view.received.push(part(statement, ['receipt', 'shipment']));
    else if (kind === 'purchase.invoiced') view.invoiced.push(part(statement, ['invoice']));
    else {
      if (kind === 'purchase.ordered') view.ordered = statement;
      else view.confirmed = statement;
      most = greatest(most, data.lines);
      promisedAt = data.promisedAt ?? promisedAt;
    }
  }
  return {
    key,
    refs: refsOf(key, statements),
    views,
    most,
    promisedAt,
    orders: valuesOf(statements, 'order'),
    statements,
  };
}

function viewOf(views: Map<string, Draft>, system: string): Draft {
  const known = views.get(system);
  if (known !== undefined) return known;
  const view: Draft = { system, ordered: null, confirmed: null, received: [], invoiced: [] };
  views.set(system, view);
  return view;
}

function part(statement: Observation, namespaces: readonly string[]): PurchasePart {
  const names = [...namespaces, 'record', 'document'];
  const entity = names
    .map((name) => refOf(statement.refs, name))
    .find((name) => name !== undefined);
  return { entity: entity ?? null, lines: quantitiesOf(statement.data.lines ?? []), statement };
}

/** SKU -> quantity; a line without a SKU stands under its own name. */
function quantitiesOf(lines: readonly Line[]): Quantities {
  const quantities = new Map<string, Decimal>();
  for (const line of lines) {
    const name = line.sku ?? line.line;
    if (name === undefined) continue;
    quantities.set(name, ((quantities.get(name) ?? zero) + line.qty) as Decimal);
  }
  return quantities;
}

function greatest(
  most: Map<string, Decimal> | null,
  lines: readonly Line[] | undefined,
): Map<string, Decimal> | null {
  if (lines === undefined) return most;
  const all = most ?? new Map<string, Decimal>();
  for (const [sku, qty] of quantitiesOf(lines)) if (qty > (all.get(sku) ?? -1)) all.set(sku, qty);
  return all;
}

function valuesOf(statements: readonly Observation[], namespace: string): string[] {
  const values = new Set<string>();
  for (const { refs } of statements)
    for (const value of refValues(refs, namespace)) values.add(value);
  return [...values].sort();
}

function refsOf(
  key: string,
  statements: readonly Observation[],
): Record<string, readonly string[]> {
  const refs: Record<string, readonly string[]> = {};
  for (const namespace of ['purchase', 'po', 'order', 'supplier', 'partner']) {
    const values = valuesOf(statements, namespace);
    if (values.length > 0) refs[namespace] = values;
  }
  return Object.keys(refs).length === 0 ? { purchase: [key] } : refs;
}
