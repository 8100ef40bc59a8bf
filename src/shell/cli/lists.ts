// `weir handoffs` and `weir findings`: the ledger's lists, all pages of them, with the filters that
// the API has.
import { findingAnswer, handoffAnswer } from '../http/answers.js';
import type { FindingState, HandoffState } from '../../core/ledger/ledger.js';
import { instantText } from '../../core/observation/instant.js';
import type { FindingQuestion, HandoffQuestion, Page } from '../../store/store.js';
import { withLedger } from './ledger-verb.js';
import type { LedgerVerbOptions, LedgerVerbDoors } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

export type HandoffsOptions = LedgerVerbOptions & Omit<HandoffQuestion, 'after' | 'most'>;
export type FindingsOptions = LedgerVerbOptions & Omit<FindingQuestion, 'after' | 'most'>;

const pageMost = 200;

export async function runHandoffs(
  { data, json, ...asked }: HandoffsOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('handoffs', { data, doors }, async (store) => {
    const ask = async (after: string | null): Promise<Page<HandoffState>> =>
      store.handoffs({ ...asked, after, most: pageMost });
    return printAll(ask, doors, json === true ? handoffAnswer : handoffLine);
  });
}

export async function runFindings(
  { data, json, ...asked }: FindingsOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('findings', { data, doors }, async (store) => {
    const ask = async (after: string | null): Promise<Page<FindingState>> =>
      store.findings({ ...asked, after, most: pageMost });
    return printAll(ask, doors, json === true ? findingAnswer : findingLine);
  });
}

async function printAll<Row>(
  ask: (after: string | null) => Promise<Page<Row>>,
  { out, err }: LedgerVerbDoors,
  shown: (row: Row) => unknown,
): Promise<ExitCode> {
  let count = 0;
  for (let after: string | null = null, isFirst = true; isFirst || after !== null;) {
    const page: Page<Row> = await ask(after);
    for (const row of page.rows) {
      const text = shown(row);
      out(`${typeof text === 'string' ? text : JSON.stringify(text)}\n`);
    }
    count += page.rows.length;
    after = page.next;
    isFirst = false;
  }
  if (count === 0) err('There is none.\n');
  return 0;
}

function handoffLine({ rule, to, subject, state, waitingFor, due }: HandoffState): string {
  const waits = waitingFor === null ? '' : `, for ${waitingFor}`;
  const until = due === null ? '' : `, due ${instantText(due)}`;
  return `${subject}  ${rule} to ${to}: ${state}${waits}${until}`;
}

function findingLine({ subject, pattern, cause, state, detail }: FindingState): string {
  const { explanation } = JSON.parse(detail) as { readonly explanation: string };
  return `${subject}  ${pattern} (${cause}, ${state}): ${explanation}`;
}
