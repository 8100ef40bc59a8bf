// Which process reads which source, so that several that run beside each other ask a system once. A holder
// says again and again that it lives, each time with the next beat; who has seen one beat stand still for
// too long takes the source. So no clock is compared with another's. A part of the store's seam.

export interface Lease {
  readonly source: string;
  readonly holder: string;
  /** Grows with each time that its holder has said that it lives, and with each new holder. */
  readonly beat: number;
}

export interface LeaseClaim {
  readonly holder: string;
  readonly sources: readonly string[];
  /** Leases of others, as they were last seen, whose holders are taken for gone. */
  readonly gone: readonly Pick<Lease, 'source' | 'beat'>[];
}

export interface Leases {
  /**
   * Says that the holder lives, and takes of the sources those that nobody holds and those whose lease
   * still is as `gone` has it. Who then holds each of them, by source.
   */
  readonly hold: (claim: LeaseClaim) => Promise<readonly Lease[]>;
  /** Gives back all that it holds. */
  readonly release: (holder: string) => Promise<void>;
}
