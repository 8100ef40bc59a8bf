// Which of the parties of interchanges is the company. No set says so; it is known of who exchanges with
// whom, and of what only one side of a pair ever sends.
import type { TransactionSet } from './interchange.js';

type Exchanged = Pick<TransactionSet, 'type' | 'interchange'>;

/**
 * Sets between a warehouse and the company whose goods it holds: which of the two sends them. A 3PL has
 * no sales of its own to be compared. Of all other pairs either side could be the company: a retailer
 * buys by the same 850 as it sells by.
 */
const warehouseSets: Readonly<Record<string, 'depositor' | 'warehouse'>> = {
  // Shipping order, advice of a transfer to the warehouse.
  '940': 'depositor',
  '943': 'depositor',
  // Receipt of a transfer, advice of a shipment, adjustment of stock.
  '944': 'warehouse',
  '945': 'warehouse',
  '947': 'warehouse',
};

/** Who exchanges what with whom, over whatever was added. */
export class Parties {
  readonly #pairs = new Set<string>();
  /** Ids that stand in every pair so far; null: there is none yet. */
  #everywhere: readonly string[] | null = null;
  readonly #depositors = new Set<string>();

  add({ type, interchange: { sender, receiver } }: Exchanged): void {
    if (sender === receiver) return;
    const sent = warehouseSets[type];
    if (sent !== undefined) this.#depositors.add(sent === 'depositor' ? sender : receiver);
    const pair = JSON.stringify([sender, receiver].sort());
    if (this.#pairs.has(pair)) return;
    this.#pairs.add(pair);
    const both = [sender, receiver];
    this.#everywhere = this.#everywhere?.filter((id) => both.includes(id)) ?? both;
  }

  /** null where either side of what was added could be the company. */
  get company(): string | null {
    const everywhere = this.#everywhere ?? [];
    const [only = null] = everywhere;
    if (this.#pairs.size > 1 && everywhere.length === 1) return only;
    const [depositor = null] = this.#depositors;
    return this.#depositors.size === 1 ? depositor : null;
  }
}
