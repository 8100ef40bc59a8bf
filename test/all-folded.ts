// Folds all that has arrived, at one moment: rounds of truth until there is no more.
import type { Instant } from '../src/core/observation/instant.js';
import type { Truth } from '../src/truth/truth.js';

export async function allFolded(truth: Truth, now: Instant): Promise<void> {
  let isMore = true;
  while (isMore) isMore = (await truth.catchUp(now)).more;
}
