// The ERP learns in the evening of a count of the morning and reserves what was sold in between.
import { HOUR, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import { sell, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

function tell(tale: StockTale, variant: number, at: number): FaultDraft {
  const learned = at + 11 * HOUR;
  const refs = { sku: tale.sku };
  const reason = variant % 2 === 0 ? 'night batch' : 'manual entry';
  const moved = tale.say('erp', 'stock.adjusted', at, { refs, data: { delta: -20, reason }, seen: learned });
  const data = { available: 0, on_hand: 20, reserved: 20 };
  const counted = tale.say('erp', 'stock.level', at + MINUTE, { refs, data, seen: learned });
  const orders = [2, 5, 8].map((hours) => sell(tale, tale.random.pick(tale.channels), at + hours * HOUR));
  tale.echo(learned, 0);
  return {
    ref: tale.sku,
    cause: 'delay',
    causeKnown: false,
    also: ['phantom-availability', 'oversell'],
    evidence: [moved, counted, ...orders],
    exact: [moved, counted, ...orders],
  };
}

export const inversion: StockFault = { pattern: 'inversion', tell };
