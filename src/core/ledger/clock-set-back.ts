// Attempts of a time that has not come: the clock they were dated by has been set back since. What is planned
// after them (a retry, a look-up, the end of a request) would wait for that time to come.
import type { Instant } from '../observation/instant.js';
import type { Attempt } from './ledger.js';

/** The same attempts; those after `now` moved back together, so that the last has just been heard. */
export function attemptsByNow(attempts: readonly Attempt[], now: Instant): readonly Attempt[] {
  const ahead = attempts.reduce((most, one) => Math.max(most, lastOf(one) - now), 0);
  if (ahead === 0) return attempts;
  const back = (time: Instant): Instant => (time - ahead) as Instant;
  return attempts.map((one) =>
    lastOf(one) <= now
      ? one
      : {
          ...one,
          at: back(one.at),
          answeredAt: one.answeredAt && back(one.answeredAt),
          retryAt: one.retryAt && back(one.retryAt),
        },
  );
}

function lastOf({ at, answeredAt }: Attempt): Instant {
  return answeredAt ?? at;
}
