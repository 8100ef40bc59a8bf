// Certificates of other systems that are about to end: after that nothing reaches them, and nothing is read.
import type { Destination } from '../../connectors/connector.js';
import type { Instant } from '../../core/observation/instant.js';
import { day, instantText } from '../../core/observation/instant.js';

/** Time enough for two people on holiday. */
const warnedMillis = 21 * day;

/** @returns a full sentence where the certificate that a system showed last ends soon. */
export function certificateTroubles(
  system: string,
  { certificateUntil }: Pick<Destination, 'certificateUntil'>,
  now: Instant,
): readonly string[] {
  const until = certificateUntil?.() ?? null;
  if (until === null || until - now > warnedMillis) return [];
  const ends = instantText(until);
  return [
    `The certificate of ${system} ends on ${ends}: unless it is renewed, nothing reaches it then.`,
  ];
}
