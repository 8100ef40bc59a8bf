// The count changes and nobody tells a channel; no attempt is anywhere. Each deaf channel is one fault (catalogue C,
// "gap x2").
import { HOUR, MINUTE } from '../clock.js';
import type { Emission, SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { Pattern } from '../pattern.js';
import { sell, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

/** Mostly sold out; sometimes fewer than shown, sometimes more. */
const COUNTS: readonly number[] = [0, 0, 0, 6, 45];

const SHOWN = 'listing.availability';

function isShownBy(emission: Emission, system: SystemName): boolean {
  return emission.kind === SHOWN && emission.system === system;
}

function tell(tale: StockTale, variant: number, at: number): readonly FaultDraft[] {
  const count = COUNTS[variant % COUNTS.length] ?? 0;
  const deaf = variant % 3 === 1 ? tale.channels : [tale.random.pick(tale.channels)];
  const before = tale.emissions.find(({ kind }) => kind === 'stock.level');
  const counted = tale.level(at, count);
  tale.echo(at, count, deaf);
  const [channel] = deaf;
  const sold = variant % 4 === 2 && count === 0;
  if (sold) sell(tale, channel, at + 3 * HOUR);
  const also = (system: SystemName): Pattern[] => {
    const offered: Pattern[] = count < 20 ? ['phantom-availability'] : [];
    return sold && system === channel ? [...offered, 'oversell'] : offered;
  };
  return deaf.map((system) => ({
    ref: tale.sku,
    cause: 'missing',
    also: also(system),
    // Of the first level that a file shows only a zero can be held against anybody.
    evidence: [
      counted,
      count > 0 ? before : undefined,
      ...tale.emissions.filter((emission) => isShownBy(emission, system)),
    ],
    absences: [{ system, kind: SHOWN, trigger: counted, within: 5 * MINUTE }],
  }));
}

export const triggerGap: StockFault = { pattern: 'trigger-gap', tell };
