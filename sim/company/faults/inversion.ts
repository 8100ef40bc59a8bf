// The ERP learns in the evening of a count of the morning, and reserves what was sold in between. Until then it had
// stated enough for every order, so no channel oversold and none showed a phantom: only the order of learning is wrong.
import { HOUR, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import { promise, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

function tell(tale: StockTale, variant: number, at: number): FaultDraft {
  const learned = at + 11 * HOUR;
  const refs = { sku: tale.sku };
  const reason = variant % 2 === 0 ? 'night batch' : 'manual entry';
  const moved = tale.say('erp', 'stock.adjusted', at, {
    refs,
    data: { delta: -20, reason },
    seen: learned,
  });
  const data = { available: 0, on_hand: 20, reserved: 20 };
  const counted = tale.say('erp', 'stock.level', at + MINUTE, { refs, data, seen: learned });
  const orders = [2, 5, 8].map((hours) => {
    const channel = tale.random.pick(tale.channels);
    return promise(tale, { channel, at: at + hours * HOUR, heldAt: learned + 3 * MINUTE });
  });
  tale.echo(learned, 0);
  return {
    ref: tale.sku,
    cause: 'delay',
    causeKnown: false,
    also: ['sync-delay'],
    evidence: [moved, counted, ...orders],
    exact: [moved, counted, ...orders],
  };
}

export const inversion: StockFault = { pattern: 'inversion', tell };
