// A system that shows its records after each change of them: of what happened it says no more than that it had
// by then, under one id and a later version each time.
import type { Random } from '../company/random.js';
import type { Features } from './features.js';
import type { Happening, History } from './history.js';
import { laterThan } from './history.js';

const kinds: ReadonlySet<unknown> = new Set([
  'payment.captured',
  'refund.issued',
  'shipment.shipped',
]);
const second = 1_000;
const minute = 60 * second;

interface Restating {
  readonly random: Random;
  readonly heard: Features['heard'];
}

/** The same history, as systems tell it that show their records; those with readers of their own do not. */
export function restated(history: History, { random, heard }: Restating): History {
  const happenings = history.happenings.flatMap((one) =>
    heard[one.system] === 'lines' && kinds.has(one.line['kind']) ? shownAgain(one, random) : one,
  );
  return { ...history, happenings };
}

function shownAgain(happening: Happening, random: Random): readonly Happening[] {
  const { system, at, line } = happening;
  const times = random.whole(1, 3);
  let after = 0;
  return Array.from({ length: times }, () => {
    after += random.whole(second, 2 * minute);
    const shown = laterThan(happening, after);
    const until = { at_until: shown, basis: 'no-later-than', version: shown };
    return { system, at: at + after, line: { ...line, ...until } };
  });
}
