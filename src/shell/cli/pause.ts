// `weir pause` and `weir resume`: a lane that claims nothing until it is let go on. What is under way
// is not called back.
import { knownWords } from '../http/filters.js';
import { callerName } from './caller.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import type { ExitCode } from './verb.js';

export interface PauseOptions extends LedgerVerbOptions {
  readonly contract?: string;
  readonly reason?: string;
}

export async function runPause(
  to: string,
  { contract: file, data, json, reason = '' }: PauseOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const contract = await loadedContract('pause', file, doors);
  if (contract === null) return 2;
  if (!contract.systems.has(to)) {
    const known = knownWords([...contract.systems.keys()].sort());
    doors.err(`weir pause: the contract has no system ${to}. ${known}\n`);
    return 2;
  }
  return withLedger('pause', { data, doors }, async ({ pauses }) => {
    const by = callerName();
    const changed = await pauses.pause({ to, at: doors.now(), by, reason });
    if (json === true) doors.out(`${JSON.stringify({ destination: to, paused: true, changed })}\n`);
    else if (changed)
      doors.out(`${to} is paused: nothing more is sent to it until weir resume ${to}.\n`);
    else doors.out(`${to} was paused already.\n`);
    return 0;
  });
}

/** Of a destination that the contract may no longer have. */
export async function runResume(
  to: string,
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('resume', { data, doors }, async ({ pauses }) => {
    const changed = await pauses.resume(to);
    if (json === true)
      doors.out(`${JSON.stringify({ destination: to, paused: false, changed })}\n`);
    else doors.out(changed ? `${to} goes on.\n` : `${to} was not paused.\n`);
    return 0;
  });
}
