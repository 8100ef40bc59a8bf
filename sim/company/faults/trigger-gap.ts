// The count changes and nobody tells a channel; no attempt is anywhere. Each deaf channel is one fault (catalogue C,
// "gap x2").
import { HOUR, MINUTE, SECOND } from '../clock.js';
import type { Emission, SystemName } from '../emission.js';
import type { FaultDraft } from '../fault.js';
import type { Pattern } from '../pattern.js';
import { LocatedTale } from '../located-stock.js';
import { sell, type StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

/** Mostly sold out; sometimes fewer than shown, sometimes more. */
const COUNTS: readonly number[] = [0, 0, 0, 6, 45];

const SHOWN = 'listing.availability';

/** Somebody notices, and keeps the item back in the ERP: no channel learns of that either. */
function keepBack(tale: StockTale, at: number): void {
  const data = { who: 'lee', what: 'blocked for sale until the channels are right', minutes: 10 };
  const noticed = at + tale.random.between(9, 15) * HOUR;
  tale.say('erp', 'hand.held', noticed, { refs: { sku: tale.sku }, data });
}

function isShownBy(emission: Emission, system: SystemName): boolean {
  return emission.kind === SHOWN && emission.system === system;
}

/** Both halls of an item are empty, and one channel goes on offering their sum. */
function emptyHalls(from: StockTale, at: number): readonly FaultDraft[] {
  // Counted by hall from the start: a count of the whole would contradict theirs.
  from.emissions.length = 0;
  const tale = new LocatedTale(from.world, from.sku, from.emissions);
  const channel = tale.random.pick(tale.channels);
  tale.countBoth(at - 36 * HOUR, 40, 25);
  const counted = [tale.count('EAST', at, 0), tale.count('WEST', at + SECOND, 0)];
  tale.echo(at + SECOND, 0, [channel]);
  const [, last] = counted;
  const shown = tale.emissions.filter((emission) => isShownBy(emission, channel));
  return [
    {
      ref: tale.sku,
      cause: 'missing',
      also: ['phantom-availability'],
      evidence: [...counted, ...shown],
      absences:
        last === undefined
          ? []
          : [{ system: channel, kind: SHOWN, trigger: last, within: 5 * MINUTE }],
    },
  ];
}

function tell(tale: StockTale, variant: number, at: number): readonly FaultDraft[] {
  if (variant % 7 === 6) return emptyHalls(tale, at);
  const count = COUNTS[variant % COUNTS.length] ?? 0;
  const deaf = variant % 3 === 1 ? tale.channels : [tale.random.pick(tale.channels)];
  const before = tale.emissions.find(({ kind }) => kind === 'stock.level');
  const counted = tale.level(at, count);
  tale.echo(at, count, deaf);
  const [channel] = deaf;
  const sold = variant % 4 === 2 && count === 0;
  if (sold) sell(tale, channel, at + 3 * HOUR);
  if (variant % 4 === 3) keepBack(tale, at);
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
