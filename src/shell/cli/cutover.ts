// `weir cutover`: moves a rule from one mode to another, into live only through its gate.
import { durationOf, durationShort } from '../../core/contract/duration.js';
import type { Mode } from '../../core/ledger/ledger.js';
import type { Contract } from '../../core/contract/contract.js';

import { instantText } from '../../core/observation/instant.js';
import type { Cutover, CutoverRequest } from '../hub/cutover.js';
import { cutover } from '../hub/cutover.js';
import { callerName } from './caller.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import type { ExitCode } from './verb.js';

export interface CutoverOptions extends LedgerVerbOptions {
  readonly contract?: string;
  readonly to: string;
  readonly oldPath?: string;
  readonly oldPathOff?: boolean;
  readonly overlap?: string;
  readonly force?: boolean;
  readonly reason?: string;
}

const modes: readonly Mode[] = ['observe', 'shadow', 'live'];
const standardOverlap = '24h';

export async function runCutover(
  id: string,
  options: CutoverOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const { contract: file, data, json } = options;
  const contract = await loadedContract('cutover', file, doors);
  if (contract === null) return 2;
  const request = requestOf(id, options, contract);
  if (typeof request === 'string') {
    doors.err(`weir cutover: ${request}\n`);
    return 2;
  }
  return withLedger('cutover', { data, doors }, async (store) => {
    const made = await cutover(store, contract, { request, now: doors.now() });
    if (json === true) doors.out(`${JSON.stringify(answerOf(made))}\n`);
    else doors.out(told(made, id));
    return made.kind === 'changed' ? 0 : made.kind === 'closed' ? 1 : 2;
  });
}

function requestOf(
  id: string,
  options: CutoverOptions,
  { rules }: Contract,
): CutoverRequest | string {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return `the contract has no rule ${id}.`;
  const to = modes.find((mode) => mode === options.to);
  if (to === undefined) return `--to ${options.to} is no mode: ${modes.join(', ')}.`;
  const overlap = options.overlap ?? standardOverlap;
  const overlapMillis = overlap === '0' ? 0 : durationOf(overlap);
  if (overlapMillis === undefined) return `--overlap ${overlap} is no duration: 24h, 90m, 0.`;
  return {
    rule,
    to,
    oldPath: options.oldPath ?? null,
    oldPathOff: options.oldPathOff === true,
    overlapMillis,
    force: options.force === true,
    by: callerName(),
    reason: options.reason ?? '',
  };
}

function answerOf(made: Cutover): Readonly<Record<string, unknown>> {
  switch (made.kind) {
    case 'changed': {
      const { rule, mode, effectiveFrom, overlapMillis, forced } = made.change;
      const from = instantText(effectiveFrom);
      const change = { rule, mode, effective_from: from, overlap_ms: overlapMillis, forced };
      return { changed: true, ...change, because: made.against };
    }
    case 'closed':
      return { changed: false, because: made.because };
    case 'unable':
      return { changed: false, because: [made.because] };
    case 'raced':
      return { changed: false, because: [raced] };
  }
}

const raced = 'Another change was faster: look at it, and say it again.';

const goneBack =
  'What it has begun stays with Weir until it is settled; what it had not sent is looked up first.';

function told(made: Cutover, id: string): string {
  const listed = (reasons: readonly string[]): string =>
    reasons.map((reason) => `  ${reason}\n`).join('');
  switch (made.kind) {
    case 'changed': {
      const { mode, effectiveFrom, overlapMillis } = made.change;
      const overlap =
        overlapMillis === 0
          ? ''
          : ` What was triggered up to ${durationShort(overlapMillis)} before is looked up, and sent where it is not there.`;
      const back = made.before === 'live' && mode !== 'live' ? ` ${goneBack}` : '';
      const forced = made.against.length === 0 ? '' : `Forced, against:\n${listed(made.against)}`;
      return `${id} is ${mode} for what is triggered from ${instantText(effectiveFrom)} on.${overlap}${back}\n${forced}`;
    }
    case 'closed':
      return `${id} stays as it is: its gate is closed.\n${listed(made.because)}`;
    case 'unable':
      return `${made.because}\n`;
    case 'raced':
      return `${raced}\n`;
  }
}
