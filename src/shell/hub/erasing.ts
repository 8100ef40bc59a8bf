// Which subject is to be erased, by any of its names.
import type { SubjectState } from '../../core/ledger/ledger.js';
import type { SubjectName } from '../../store/people.js';
import type { Store } from '../../store/store.js';

type Candidate = Pick<SubjectState, 'type' | 'key' | 'headline'>;

export interface NoSubject {
  readonly failed: string;
  /** Those who bear the name, where several do. */
  readonly candidates: readonly Candidate[];
}

const namedMost = 20;

/** Stock and feeds are about goods: nothing in them is anybody's. */
export async function namedSubject(
  store: Pick<Store, 'named'>,
  ref: string,
): Promise<SubjectName | NoSubject> {
  const found = (await store.named(ref, namedMost))
    .filter(({ type }) => type !== 'stock' && type !== 'feed')
    .map(({ type, key, headline }) => ({ type, key, headline }));
  const [only] = found;
  if (only === undefined) {
    return { failed: `no order of the ledger bears the name ${ref}.`, candidates: [] };
  }
  if (found.length === 1) return only;
  const keys = found.map(({ type, key }) => `${type} ${key}`).join(', ');
  return { failed: `${ref} names several: ${keys}. Give namespace:value.`, candidates: found };
}
