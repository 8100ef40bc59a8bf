// Which side of an interchange is the company: by the ids that are known from beyond the file, or by
// what the file shows itself.
import type { Interchange } from '../../core/interchange/interchange.js';
import type { KnownParties } from '../connector.js';

/** How the company stands to an interchange; `unknown`: it could be either side. */
export type Direction = 'sent' | 'received' | 'unknown';

type Sides = Pick<Interchange, 'sender' | 'receiver'>;

export function directionOf(
  { sender, receiver }: Sides,
  company: string | null,
  known: KnownParties | undefined,
): Direction {
  const isOwn = (id: string): boolean => known?.own.has(id) === true || id === company;
  const isPartner = (id: string): boolean => known?.partners.has(id) === true;
  // The partners are named in the contract; the company's own ids are concluded from documents.
  if (isPartner(sender) !== isPartner(receiver)) return isPartner(sender) ? 'received' : 'sent';
  if (isOwn(sender) !== isOwn(receiver)) return isOwn(sender) ? 'sent' : 'received';
  return 'unknown';
}
