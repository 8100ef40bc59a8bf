// What every verb of the command line is given and gives back.
import type { NoLedger } from '../hub/ledger.js';

/**
 * 0 done; 1 done, and what was asked to hold does not; 2 the call or its input cannot be used;
 * 3 a fault of ours or of the machine.
 */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a verb prints: results on `out`, everything else on `err`. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What a verb ends with that got no ledger. */
export function codeOf({ ofCall }: NoLedger): ExitCode {
  return ofCall === true ? 2 : 3;
}
