// Which side of the interchanges of a file is the company. No set says so: it is known of ids from
// beyond the file, or it is the id that stands on one side of everything that the file holds.
import type { Interchange } from '../../core/interchange/interchange.js';
import type { KnownParties } from '../connector.js';

/** How the company stands to an interchange; `unknown`: it could be either side. */
export type Direction = 'sent' | 'received' | 'unknown';

type Sides = Pick<Interchange, 'sender' | 'receiver'>;

/** Who exchanges with whom in one file. */
export class Parties {
  #first: Sides | null = null;
  /** Another pair than the first was seen. */
  #several = false;
  /** Ids that stood in every interchange so far. */
  #everywhere: readonly string[] = [];

  add({ sender, receiver }: Sides): void {
    if (this.#first === null) {
      this.#first = { sender, receiver };
      this.#everywhere = sender === receiver ? [] : [sender, receiver];
      return;
    }
    const { sender: one, receiver: other } = this.#first;
    const same = (sender === one && receiver === other) || (sender === other && receiver === one);
    if (same) return;
    this.#several = true;
    this.#everywhere = this.#everywhere.filter((id) => id === sender || id === receiver);
  }

  /** One pair alone has two sides, and either could be the company. */
  get company(): string | null {
    const [only = null] = this.#everywhere;
    return this.#several && this.#everywhere.length === 1 ? only : null;
  }
}

export function directionOf(
  { sender, receiver }: Sides,
  company: string | null,
  known: KnownParties | undefined,
): Direction {
  const isOwn = (id: string): boolean => known?.own.has(id) === true || id === company;
  const isPartner = (id: string): boolean => known?.partners.has(id) === true;
  if (isOwn(sender) !== isOwn(receiver)) return isOwn(sender) ? 'sent' : 'received';
  if (isPartner(sender) !== isPartner(receiver)) return isPartner(sender) ? 'received' : 'sent';
  return 'unknown';
}
