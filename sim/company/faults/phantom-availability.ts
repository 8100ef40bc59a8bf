// A channel took the zero in time, and hours later shows the old count again.
import { DAY, HOUR } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

function tell(tale: StockTale, _variant: number, at: number): FaultDraft {
  const counted = tale.change(at, 0);
  const channel = tale.random.pick(tale.channels);
  const shown = tale.show(channel, at + tale.random.between(2, 8) * HOUR, 20);
  const later = tale.show(channel, shown.at + DAY, 20);
  return {
    ref: tale.sku,
    cause: 'stale',
    causeKnown: false,
    evidence: [counted, shown, later],
    exact: [shown],
    absences: [{ system: 'erp', kind: 'stock.level', trigger: shown, within: 0 }],
  };
}

export const phantomAvailability: StockFault = { pattern: 'phantom-availability', tell };
