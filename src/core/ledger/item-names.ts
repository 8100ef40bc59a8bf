// By which SKU a destination knows the items of a command, where `items:` of the contract says so.
import type { ItemReference } from '../contract/contract.js';

/** `data` of an observation line as it was written. */
type Said = Readonly<Record<string, unknown>>;

/** From whose words into whose. */
export interface Between {
  readonly from: string;
  readonly to: string;
}

/**
 * - `as-told`: no row speaks of it, or kits, packs or several SKUs, of which one SKU cannot be made
 * - `missing`: the destination has a list of its own, and this item is not on it
 */
type Counterpart = { readonly sku: string } | 'as-told' | 'missing';

interface Own {
  readonly bySku: Map<string, ItemReference>;
  readonly byCanonical: Map<string, ItemReference[]>;
  /** Its single items are listed, and not only what its kits and packs are made of. */
  isListed: boolean;
}

type Line = Readonly<Record<string, unknown>>;

/** Bears the teller's SKU on a line that has the destination's. */
const toldAs = 'told_as';

export class ItemNames {
  readonly #systems = new Map<string, Own>();

  constructor(references: readonly ItemReference[]) {
    for (const reference of references) this.#add(reference);
  }

  /** The same words; lines in the destination's SKUs bear the teller's as `told_as`. */
  inNamesOf(said: Said, between: Between): Said {
    const lines = linesOf(said);
    if (lines === null || !this.#speaksOf(between)) return said;
    return { ...said, lines: lines.map((line) => this.#lineFor(line, between)) };
  }

  /** The SKU, as it was told, of the first item that is missing where it is to go; null: none is. */
  missing(said: Said, between: Between): string | null {
    if (!this.#speaksOf(between)) return null;
    for (const line of linesOf(said) ?? []) {
      const sku = skuOf(line);
      if (sku !== null && this.#counterpart(sku, between) === 'missing') return sku;
    }
    return null;
  }

  #add(reference: ItemReference): void {
    const { system, sku, canonical } = reference;
    const own: Own = this.#systems.get(system) ?? {
      bySku: new Map<string, ItemReference>(),
      byCanonical: new Map<string, ItemReference[]>(),
      isListed: false,
    };
    this.#systems.set(system, own);
    own.bySku.set(sku, reference);
    const all = own.byCanonical.get(canonical) ?? [];
    all.push(reference);
    own.byCanonical.set(canonical, all);
    own.isListed ||= isOne(reference, 1);
  }

  #speaksOf({ from, to }: Between): boolean {
    return from !== to && (this.#systems.has(from) || this.#systems.has(to));
  }

  #lineFor(line: unknown, between: Between): unknown {
    const sku = skuOf(line);
    if (sku === null) return line;
    const there = this.#counterpart(sku, between);
    if (typeof there === 'string' || there.sku === sku) return line;
    return { ...(line as Line), sku: there.sku, [toldAs]: (line as Line)['sku'] };
  }

  /** A SKU without a row stands for itself, as it does in the audit: there too where nothing is listed. */
  #counterpart(sku: string, { from, to }: Between): Counterpart {
    const destination = this.#systems.get(to);
    const own = this.#systems.get(from)?.bySku.get(sku);
    if (own !== undefined && own.kitOf !== null) return 'as-told';
    const all = destination?.byCanonical.get(own?.canonical ?? sku) ?? [];
    if (all.length === 0) {
      if (own === undefined) return 'as-told';
      if (destination?.isListed === true) return 'missing';
      return own.pack === 1 ? { sku: own.canonical } : 'as-told';
    }
    const [only, ...others] = all.filter((one) => isOne(one, own?.pack ?? 1));
    return only === undefined || others.length > 0 ? 'as-told' : { sku: only.sku };
  }
}

/** Lines as their teller said them, of a command's. */
export function linesAsTold(lines: unknown): unknown {
  if (!Array.isArray(lines)) return lines;
  return lines.map((line: unknown) => {
    if (!isLine(line) || line[toldAs] === undefined) return line;
    const { [toldAs]: sku, ...rest } = line;
    return { ...rest, sku };
  });
}

function isOne({ kitOf, pack }: ItemReference, packOf: number): boolean {
  return kitOf === null && pack === packOf;
}

function linesOf(said: Said): readonly unknown[] | null {
  const lines = said['lines'];
  return Array.isArray(lines) ? lines : null;
}

function isLine(line: unknown): line is Line {
  return typeof line === 'object' && line !== null;
}

function skuOf(line: unknown): string | null {
  const sku = isLine(line) ? line['sku'] : null;
  return typeof sku === 'string' || typeof sku === 'number' ? String(sku).trim() : null;
}
