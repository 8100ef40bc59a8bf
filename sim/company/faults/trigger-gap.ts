// The count changes and nobody tells a channel; no attempt is anywhere.
import { HOUR, MINUTE } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { Pattern } from '../pattern.js';
import { sell, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

/** Mostly sold out; sometimes fewer than shown, sometimes more. */
const COUNTS: readonly number[] = [0, 0, 0, 6, 45];

function tell(tale: StockTale, variant: number, at: number): FaultDraft {
  const count = COUNTS[variant % COUNTS.length] ?? 0;
  const deaf = variant % 3 === 1 ? tale.channels : [tale.random.pick(tale.channels)];
  const counted = tale.level(at, count);
  tale.echo(at, count, deaf);
  const also: Pattern[] = count < 20 ? ['phantom-availability'] : [];
  const [channel] = deaf;
  if (variant % 4 === 2 && count === 0) {
    sell(tale, channel, at + 3 * HOUR);
    also.push('oversell');
  }
  const shown = tale.emissions.filter((emission) => emission.kind === 'listing.availability');
  return {
    ref: tale.sku,
    cause: 'missing',
    also,
    evidence: [
      counted,
      ...shown.filter((emission) => deaf.some((name) => name === emission.system)),
    ],
    absences: deaf.map((system) => ({
      system,
      kind: 'listing.availability',
      trigger: counted,
      within: 5 * MINUTE,
    })),
  };
}

export const triggerGap: StockFault = { pattern: 'trigger-gap', tell };
