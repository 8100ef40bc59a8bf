import { expect, it } from 'vitest';
import { Sharing } from './sharing.js';

/** What it shows after each look at so many who deliver. */
async function shown(counts: readonly number[]): Promise<readonly number[]> {
  let look = 0;
  const sharing = new Sharing({
    delivering: async () => Promise.resolve(counts[look] ?? 0),
  });
  const all = [sharing.sharers];
  for (; look < counts.length; look += 1) {
    await sharing.look();
    all.push(sharing.sharers);
  }
  return all;
}

it.each([
  [
    [1, 1],
    [0, 1, 1],
  ],
  // Who was there first shares at once.
  [
    [1, 2, 1],
    [0, 1, 2, 1],
  ],
  // Who comes to others lets them notice.
  [
    [2, 2, 2, 2, 2, 1],
    [0, 0, 0, 0, 2, 2, 1],
  ],
])('begins with nothing, and comes to others slowly: %j', async (counts, expected) => {
  expect(await shown(counts)).toEqual(expected);
});
