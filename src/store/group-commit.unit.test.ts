// How items are gathered into transactions; what a refused item does to its neighbours is tested with the
// intake.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { GroupCommit } from './group-commit.js';

it('keeps what comes while it waits for more with the first, and nothing twice', async () => {
  const kept: (readonly number[])[] = [];
  let gathered = (): void => undefined;
  const gather = async (): Promise<void> =>
    new Promise((resolve) => {
      gathered = resolve;
    });
  const group = new GroupCommit<number, number>(
    async (items) => {
      kept.push(items);
      return Promise.resolve(items);
    },
    { commits: 1, weight: 3, gather },
    () => 1,
  );
  const first = [1, 2].map(async (item) => group.submit(item));
  await turn();
  expect(kept).toEqual([]);
  gathered();
  expect(await Promise.all(first)).toEqual([1, 2]);
  const then = [3, 4, 5, 6].map(async (item) => group.submit(item));
  gathered();
  expect(await Promise.all(then)).toEqual([3, 4, 5, 6]);
  // What is left when one was full has waited as long.
  expect(kept).toEqual([[1, 2], [3, 4, 5], [6]]);
});
