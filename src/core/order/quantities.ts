// Quantities by SKU, in the order's own terms: aliases and kits of the contract are resolved first.
import type { ItemReference } from '../contract/contract.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalOf } from '../observation/decimal.js';
import { compareTexts } from '../observation/compare-texts.js';
import type { Line } from '../observation/observation.js';
import { remembered } from '../remembered.js';
import type { Quantities } from './record.js';

/** system -> sku -> what it is in everybody's terms. */
export type Items = ReadonlyMap<string, ReadonlyMap<string, ItemReference>>;

export function itemsOf(references: readonly ItemReference[]): Items {
  const items = new Map<string, Map<string, ItemReference>>();
  for (const reference of references) {
    const own = items.get(reference.system) ?? new Map<string, ItemReference>();
    own.set(reference.sku, reference);
    items.set(reference.system, own);
  }
  return items;
}

/** Of nothing anything. */
export const noQuantities: Quantities = new Map();

function add(into: Map<string, Decimal>, sku: string, qty: number): void {
  into.set(sku, ((into.get(sku) ?? 0) + qty) as Decimal);
}

function addLine(
  into: Map<string, Decimal>,
  line: Line,
  reference: ItemReference | undefined,
): void {
  const sku = line.sku ?? line.line ?? '';
  if (reference === undefined) {
    add(into, sku, line.qty);
    return;
  }
  const units = line.qty * reference.pack;
  if (reference.kitOf === null) {
    add(into, reference.canonical, units);
    return;
  }
  for (const [component, each] of Object.entries(reference.kitOf)) {
    add(into, component, (units * (decimalOf(each) ?? 0)) / 10_000);
  }
}

/** Sums the lines of one statement by canonical SKU. */
export function quantitiesOf(lines: readonly Line[], system: string, items: Items): Quantities {
  const own = items.get(system);
  const quantities = new Map<string, Decimal>();
  for (const line of lines) addLine(quantities, line, own?.get(line.sku ?? ''));
  return quantities;
}

interface Summed {
  readonly lines: readonly Line[];
  readonly own: ReadonlyMap<string, ItemReference> | undefined;
  readonly quantities: Quantities;
}

/**
 * Sums the lines of one order's statements. Most of them repeat what was placed, or what the one
 * before them stated: those share one sum.
 */
export class LineSums {
  readonly #items: Items;
  #first: Summed | null = null;
  #last: Summed | null = null;

  constructor(items: Items) {
    this.#items = items;
  }

  of(lines: readonly Line[], system: string): Quantities {
    const own = this.#items.get(system);
    const known = repeated(this.#last, lines, own) ?? repeated(this.#first, lines, own);
    if (known !== null) return known;
    const quantities = quantitiesOf(lines, system, this.#items);
    this.#last = { lines, own, quantities };
    this.#first ??= this.#last;
    return quantities;
  }
}

function repeated(
  known: Summed | null,
  lines: readonly Line[],
  own: Summed['own'],
): Quantities | null {
  return known !== null && known.own === own && sameLines(known.lines, lines)
    ? known.quantities
    : null;
}

function sameLines(left: readonly Line[], right: readonly Line[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) {
    const one = left[index];
    const other = right[index];
    if (one?.sku !== other?.sku || one?.qty !== other?.qty) return false;
    if (one?.sku === undefined && one?.line !== other?.line) return false;
  }
  return true;
}

export function plus(left: Quantities, right: Quantities): Quantities {
  if (left.size === 0) return right;
  const total = new Map(left);
  for (const [sku, qty] of right) add(total, sku, qty);
  return total;
}

/** What of `left` is more than in `right`, or less; what is equal is left out. */
export function minus(left: Quantities, right: Quantities): Quantities {
  const rest = new Map<string, Decimal>();
  for (const [sku, qty] of left) {
    const remaining = qty - (right.get(sku) ?? 0);
    if (remaining !== 0) rest.set(sku, remaining as Decimal);
  }
  return rest;
}

/** Whether `left` has at least everything of `right`. */
export function includes(left: Quantities, right: Quantities): boolean {
  if (left === right) return true;
  for (const [sku, qty] of right) if ((left.get(sku) ?? 0) < qty) return false;
  return true;
}

export function equal(left: Quantities, right: Quantities): boolean {
  return includes(left, right) && includes(right, left);
}

/** One text for equal quantities. */
export const amountName = remembered((amount: Quantities): string =>
  JSON.stringify(
    [...amount].filter(([, much]) => much !== 0).sort(([one], [other]) => compareTexts(one, other)),
  ),
);

export function quantityTotal(quantities: Quantities): Decimal {
  let total = 0;
  for (const qty of quantities.values()) total += qty;
  return total as Decimal;
}

/** Systems that call the goods by other names are compared by how many there are. */
export function shareNames(left: Quantities, right: Quantities): boolean {
  for (const sku of left.keys()) if (right.has(sku)) return true;
  return false;
}
