// `weir trace`: everything that the ledger knows of one subject, as a timeline.
import { instantText } from '../../core/observation/instant.js';
import type { HandoffState } from '../../core/ledger/ledger.js';
import type { Story, Told } from '../../store/store.js';
import { orderAnswer } from '../http/answers.js';
import { findingText } from './finding-text.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import type { ExitCode } from './verb.js';

const namedMost = 20;

export async function runTrace(
  ref: string,
  { data, json }: LedgerVerbOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  return withLedger('trace', { data, doors }, async (store) => {
    const found = await store.named(ref, namedMost);
    const [only] = found;
    if (only === undefined) {
      doors.err(`weir trace: no subject of the ledger bears the name ${ref}.\n`);
      return 2;
    }
    if (found.length > 1) {
      const keys = found.map(({ type, key }) => `${type} ${key}`).join(', ');
      doors.err(`weir trace: ${ref} names several: ${keys}. Give namespace:value.\n`);
      return 2;
    }
    const story = await store.story(only.type, only.key);
    if (story === null) return 2;
    doors.out(json === true ? `${JSON.stringify(orderAnswer(story))}\n` : storyText(story));
    return 0;
  });
}

function storyText(story: Story): string {
  const { subject, told, handoffs, findings } = story;
  return [
    `${subject.type} ${subject.key}: ${subject.headline}`,
    '',
    ...told.map(toldLine),
    ...section('Handoffs', handoffs.map(handoffLine)),
    ...section(
      'Findings',
      findings.map((finding) => `  ${findingText(finding)}`),
    ),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function toldLine({ text, verdict, reason }: Told): string {
  const { at, system, kind, status } = JSON.parse(text) as {
    readonly at: string;
    readonly system: string;
    readonly kind: string;
    readonly status?: { readonly native?: string };
  };
  const word = status?.native === undefined ? '' : ` "${status.native}"`;
  const judged = verdict === null || verdict === 'applied' ? '' : `  [${verdict}: ${reason}]`;
  return `  ${at.padEnd(24)} ${system.padEnd(14)} ${kind}${word}${judged}`;
}

function handoffLine({ rule, to, state, waitingFor, due }: HandoffState): string {
  const waits = waitingFor === null ? '' : `, for ${waitingFor}`;
  const until = due === null ? '' : `, due ${instantText(due)}`;
  return `  ${rule} to ${to}: ${state}${waits}${until}`;
}
