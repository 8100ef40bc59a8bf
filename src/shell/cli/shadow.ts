// `weir shadow report`: what a rule would have sent, beside what the destination was seen to hold.
import type { Rule } from '../../core/contract/contract.js';
import type { Parity } from '../../core/ledger/parity.js';
import { closedBecause, parityPercent } from '../../core/ledger/parity.js';
import { instantText } from '../../core/observation/instant.js';
import { parityOf } from '../hub/cutover.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import type { ExitCode } from './verb.js';

export interface ShadowOptions extends LedgerVerbOptions {
  readonly contract?: string;
}

export async function runShadowReport(
  id: string,
  { contract: file, data, json }: ShadowOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const contract = await loadedContract('shadow report', file, doors);
  const rule = contract?.rules.find((one) => one.id === id);
  if (contract === null) return 2;
  if (rule === undefined) {
    doors.err(`weir shadow report: the contract has no rule ${id}.\n`);
    return 2;
  }
  return withLedger('shadow report', { data, doors }, async (store) => {
    const { parity, mode } = await parityOf(store, id);
    const closed = gateOf(rule, parity);
    const word = mode?.mode ?? 'not started';
    const answer = { rule: id, mode: word, ...parity, parity: parityPercent(parity) };
    const { from, until } = parity;
    const times = { from: from && instantText(from), until: until && instantText(until) };
    const gate = { open: closed.length === 0, because: closed };
    doors.out(
      json === true
        ? `${JSON.stringify({ ...answer, ...times, gate })}\n`
        : told(id, word, parity, closed),
    );
    return 0;
  });
}

/** As far as the shadow alone decides it. */
function gateOf(rule: Rule, parity: Parity): readonly string[] {
  const rest = { oldPath: '', oldPathOff: true, overlapMillis: 0, cannotBeAsked: [] };
  return closedBecause({ rule, parity, ...rest });
}

function told(id: string, mode: string, parity: Parity, closed: readonly string[]): string {
  const percent = parityPercent(parity);
  const { compared, equal, missing, unexplained, differing } = parity;
  const fields = differing.flatMap(({ field, count, examples }) => [
    `  ${field}: ${count} differ`,
    ...examples.map(
      ({ subject, sent, held }) => `    ${subject}: we would have sent ${sent}, it holds ${held}`,
    ),
  ]);
  return [
    `${id} (${mode}): ${compared} compared, ${equal} equal, ${unexplained} unexplained, ${missing} missing there`,
    `parity: ${percent === null ? 'unknown, nothing was compared' : `${percent}%`}`,
    ...fields,
    closed.length === 0 ? 'gate: open' : `gate: closed\n  ${closed.join('\n  ')}`,
    '',
  ].join('\n');
}
