// What people do by hand: clean up after a fault, which then comes again because the way there is unchanged; and
// the small routine corrections that every company knows, which mend nothing that was broken.
import { DAY, MINUTE } from './clock.js';
import type { Emission, Refs, SystemName } from './emission.js';
import { refsFor, type OrderTale } from './order.js';
import { Random } from './random.js';
import type { Tale } from './tale.js';

const PEOPLE: readonly ['dana', 'lee', 'sam'] = ['dana', 'lee', 'sam'];

export interface Correction {
  readonly system: SystemName;
  readonly refs: Refs;
  readonly what: string;
  /** When the fault was there to be seen. */
  readonly since: number;
}

/** Somebody sees it two or three days later, and writes what was missing; answers with the statement of the hand. */
export function correct(tale: Tale, { system, refs, what, since }: Correction): Emission {
  const random = new Random(tale.world.seed, 'hand', tale.key);
  const at = since + random.between(2.2, 3.2) * DAY;
  const data = { who: random.pick(PEOPLE), what, minutes: random.whole(6, 40) };
  return tale.say(system, 'hand.corrected', at, { refs, data });
}

const ROUTINE = 0.02;

/** On some honest orders a person adds what no handoff carries, or keeps one back a little and lets it go. */
export function routine(tale: OrderTale): void {
  const { order, world } = tale;
  const random = new Random(world.seed, 'routine', order.index);
  const held = tale.emissions.some(
    ({ system, kind }) => system === 'erp' && kind === 'order.acknowledged',
  );
  if (!held || tale.delays.length > 0 || !random.chance(ROUTINE)) return;
  const at = order.placed + random.between(80, 100) * MINUTE;
  const keeping = random.chance(0.3);
  const what = keeping ? 'kept back until the buyer had confirmed' : 'completed the delivery note';
  tale.say('erp', keeping ? 'hand.held' : 'hand.corrected', at, {
    refs: refsFor(tale, 'erp'),
    data: { who: random.pick(PEOPLE), what, minutes: random.whole(2, 9) },
  });
}
