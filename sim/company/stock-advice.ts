// The supplier's 846: each night, what it has of its own items and where. Always fresh; nobody here lists them.
import { DAY, HOUR, MINUTE, UTC, instantText } from './clock.js';
import { Random, mix } from './random.js';
import { Tale } from './tale.js';
import type { World } from './world.js';

export const ADVICE = {
  name: 'acme-846',
  from: 'acme-edi',
  every: DAY,
  freshWithin: 26 * HOUR,
} as const;
const CONTROLS = 900_000_001;
const ITEMS = 5;

export function stockAdvice(world: World): Tale {
  const tale = new Tale(world, new Random(world.seed, 'advice'), 'a');
  const { random } = tale;
  let night = 0;
  for (let due = world.from + 4 * HOUR; due < world.until; due += DAY) {
    const at = due + random.between(0, 20) * MINUTE;
    const asOf = instantText(at - random.between(5, 40) * MINUTE, UTC);
    const control = String(CONTROLS + night);
    tale.say(ADVICE.from, 'document.received', at, {
      refs: { document: control },
      data: { type: '846', control },
    });
    const digest = mix(ADVICE.name, night).toString(16).padStart(8, '0');
    tale.say(ADVICE.from, 'feed.snapshot', at, {
      refs: { feed: ADVICE.name },
      data: { as_of: asOf, rows: ITEMS, digest },
    });
    for (let item = 0; item < ITEMS; item += 1) {
      tale.say(ADVICE.from, 'stock.level', at, {
        refs: { sku: `AC-${100 + item}`, location: 'ACME-DC' },
        data: { available: random.whole(200, 900) },
      });
    }
    night += 1;
  }
  return tale;
}
