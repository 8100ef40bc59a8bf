// However many of a batch are refused, each is found, nothing else is held, and the search is a short one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Narrowing } from './narrowing.js';

interface Searched {
  readonly held: readonly number[];
  readonly tries: number;
}

/** Rows are folded from the oldest on, as many as may be; a try with a refused one among them fails. */
function searched(count: number, refused: ReadonlySet<number>, rows: number): Searched {
  const narrowing = new Narrowing();
  const held: number[] = [];
  let [first, tries] = [0, 0];
  while (first < count && tries < 100_000) {
    const taken = Math.min(narrowing.most(rows), count - first);
    const batch = Array.from({ length: taken }, (_, place) => first + place);
    tries += 1;
    if (!batch.some((row) => refused.has(row))) {
      narrowing.folded(taken);
      first += taken;
    } else if (narrowing.failed(taken)) {
      held.push(first);
      first += 1;
    }
  }
  return { held, tries };
}

describe('narrowing down', () => {
  it('holds what is refused and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.uniqueArray(fc.nat(399), { maxLength: 12 }),
        fc.integer({ min: 1, max: 200 }),
        (count, places, rows) => {
          const refused = places.filter((place) => place < count).sort((a, b) => a - b);
          const { held, tries } = searched(count, new Set(refused), rows);
          expect(held).toEqual(refused);
          const batches = Math.ceil(count / rows);
          const steps = 2 * Math.ceil(Math.log2(rows + 1)) + 2;
          expect(tries).toBeLessThanOrEqual(batches + refused.length * steps);
        },
      ),
    );
  });
});
