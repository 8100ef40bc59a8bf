// Orders that are edited, by a statement of the edit or by their placing, stated again with other lines.
import type { Random } from '../company/random.js';
import type { Features } from './features.js';
import type { Happening, History } from './history.js';
import { laterThan } from './history.js';

const second = 1_000;

interface Editing {
  readonly random: Random;
  readonly heard: Features['heard'];
}

interface Placing {
  readonly lines: readonly [Readonly<Record<string, unknown>>];
}

/** The same history, in which more is ordered than at first, once or twice. */
export function edited(history: History, { random, heard }: Editing): History {
  const others = history.happenings.filter(({ line }) => line['kind'] !== 'order.updated');
  const placed = others.find(({ line }) => line['kind'] === 'order.placed');
  if (placed === undefined || !random.chance(0.5)) return history;
  // Only who is heard line by line tells of a version.
  const isRestated = heard[history.channel] === 'lines' && random.chance(0.5);
  const first = isRestated ? { ...placed, line: versioned(placed, 0, history.qty) } : placed;
  let [after, qty] = [0, history.qty];
  const edits = Array.from({ length: random.whole(1, 2) }, (_, index) => {
    after += random.whole(second, 300 * second);
    qty += random.whole(1, 3);
    const line = isRestated
      ? versioned(placed, after, qty)
      : updated(placed, { after, qty, id: `${String(placed.line['id'])}-e${index + 1}` });
    return { system: placed.system, at: placed.at + after, line };
  });
  const happenings = [...others.map((one) => (one === placed ? first : one)), ...edits];
  return { ...history, happenings, qty };
}

function linesOf({ line }: Happening, qty: number): Placing['lines'] {
  const { lines } = line['data'] as Placing;
  return [{ ...lines[0], qty }];
}

function versioned(placed: Happening, after: number, qty: number): Happening['line'] {
  const data = { ...(placed.line['data'] as object), lines: linesOf(placed, qty) };
  return { ...placed.line, version: laterThan(placed, after), data };
}

function updated(
  placed: Happening,
  { after, qty, id }: { readonly after: number; readonly qty: number; readonly id: string },
): Happening['line'] {
  const { system, refs } = placed.line;
  const data = { lines: linesOf(placed, qty) };
  return { id, system, kind: 'order.updated', at: laterThan(placed, after), refs, data };
}
