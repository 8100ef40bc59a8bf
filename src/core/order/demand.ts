// What an order takes from stock: the lines that a channel placed, for the judging of stock items.
import { citation } from '../observation/observation.js';
import type { Demand } from '../stock/demand.js';
import { cancellationAnywhere } from './cancelled.js';
import type { OrderRecord } from './record.js';

/** Gives each line of the deciding placing that took stock of ours (`Demand`). */
export function demandOf(record: OrderRecord, give: (demand: Demand) => void): void {
  const { placing } = record;
  if (placing === null || record.test || placing.data.availableFrom !== undefined) return;
  if (placing.data.fulfilledBy === 'channel' || placing.data.fulfilledBy === 'supplier') return;
  const cancelled = cancellationAnywhere(record, () => true) !== null;
  const cited = citation(placing);
  for (const line of placing.data.lines ?? []) {
    if (line.sku === undefined) continue;
    give({
      sku: line.sku,
      qty: line.qty,
      at: placing.at,
      until: placing.until,
      seen: placing.seen,
      channel: placing.system,
      orderKey: record.key,
      citation: cited,
      cancelled,
    });
  }
}
