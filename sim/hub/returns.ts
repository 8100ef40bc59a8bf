// What comes back of some parcels, where the ERP is told of returns, and of payments too.
import type { Random } from '../company/random.js';
import type { Happening, History } from './history.js';
import { laterThan } from './history.js';

const minute = 60_000;

/** The same history, in which some parcels come back to the warehouse. */
export function withReturns(history: History, random: Random): History {
  const shipped = history.happenings.filter(({ line }) => line['kind'] === 'shipment.shipped');
  const came = shipped.flatMap((one, index) =>
    random.chance(0.4) ? [cameBack(one, `RET-${history.order}-${index + 1}`, random)] : [],
  );
  return {
    ...history,
    happenings: [...history.happenings, ...came.map(({ happening }) => happening)],
    returns: came.map(({ name }) => name),
  };
}

function cameBack(
  shipped: Happening,
  name: string,
  random: Random,
): { readonly name: string; readonly happening: Happening } {
  const { system, at, line } = shipped;
  const after = random.whole(minute, 5 * minute);
  const { refs, data } = line as {
    readonly refs: { readonly order: string };
    readonly data: { readonly lines: unknown };
  };
  const returned = {
    id: `${system}-${name}`,
    system,
    kind: 'return.received',
    at: laterThan(shipped, after),
    refs: { order: refs.order, return: name },
    data: { lines: data.lines },
  };
  return { name, happening: { system, at: at + after, line: returned } };
}
