// Every channel shows the truth in time, and one of them sells more than there is all the same.
import { HOUR, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import { sell, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

function tell(tale: StockTale, variant: number, at: number): FaultDraft {
  const left = variant % 3;
  const counted = tale.change(at, left);
  const channel = tale.random.pick(tale.channels);
  let moment = at + tale.random.between(20, 90) * MINUTE;
  const orders = Array.from({ length: left + 1 + (variant % 2) }, () => {
    const placed = sell(tale, channel, moment);
    moment += tale.random.between(0.1, 2) * HOUR;
    return placed;
  });
  return {
    ref: tale.sku,
    cause: 'unknown',
    causeKnown: false,
    evidence: [counted, ...orders],
    exact: [counted, ...orders],
    absences: orders.map((trigger) => ({ system: 'erp', kind: 'stock.level', trigger, within: 0 })),
  };
}

export const oversell: StockFault = { pattern: 'oversell', tell };
