// The story of one subject as people read it: what the systems said and what Weir did, in one order of
// time; then how each handoff stands, and what is wrong.
import type { Attempt, Errand, HandoffState, Outcome } from '../../core/ledger/ledger.js';
import { handoffDetail } from '../../core/ledger/ledger.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import { erasedAnswer } from '../../core/people/split.js';
import type { Story, Told } from '../../store/store.js';
import { findingText } from './finding-text.js';

/** An arrival that much after what it tells of is worth a word. */
const lateMillis = 60_000;
/** Of an answer so much is shown; `--json` has the whole. */
const answerMost = 120;

interface Line {
  readonly at: Instant;
  readonly text: string;
}

export function storyText(story: Story): string {
  const { subject, told, attempts, handoffs, findings } = story;
  const lines = [...told.map(toldLine), ...attempts.flatMap(attemptLines(handoffs))];
  return [
    `${subject.type} ${subject.key}: ${subject.headline}`,
    '',
    ...lines.sort((a, b) => a.at - b.at).map(({ text }) => text),
    ...section(
      'Handoffs',
      handoffs.map((handoff) => `  ${handoffText(handoff)}`),
    ),
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

function lineOf(at: Instant, who: string, what: string): Line {
  return { at, text: `  ${instantText(at).padEnd(24)} ${who.padEnd(14)} ${what}` };
}

function toldLine({ at, arrivedAt, text, verdict, reason }: Told): Line {
  const { system, kind, status } = JSON.parse(text) as {
    readonly system: string;
    readonly kind: string;
    readonly status?: { readonly native?: string };
  };
  const word = status?.native === undefined ? '' : ` "${status.native}"`;
  const late = arrivedAt - at > lateMillis ? `, arrived ${instantText(arrivedAt)}` : '';
  const judged = verdict === null || verdict === 'applied' ? '' : `  [${verdict}: ${reason}]`;
  return lineOf(at, system, `${kind}${word}${late}${judged}`);
}

const errandWords: Readonly<Record<Errand, string>> = {
  send: 'sent',
  settle: 'looked up, for an answer was lost',
  check: 'looked up before it is sent',
  'look-up': 'looked up',
  'read-back': 'read back',
};

const outcomeWords: Readonly<Record<Outcome, string>> = {
  accepted: 'accepted',
  retry: 'not taken now',
  refused: 'refused',
  unknown: 'nobody knows whether it was taken',
  unsettled: 'left to a person',
  absent: 'not there',
  shown: 'shown',
  unsent: 'not sent',
};

/** Of an attempt that came to no more than a look-up. */
const lookWords: Partial<Record<Outcome, string>> = {
  accepted: 'it was taken',
  unknown: 'which told nothing',
};

function attemptLines(
  handoffs: readonly HandoffState[],
): (attempt: Attempt) => readonly [Line, ...Line[]] {
  const byKey = new Map(handoffs.map((handoff) => [handoff.key, handoff]));
  return (attempt) => {
    const { handoff: key, at, replayed } = attempt;
    const handoff = byKey.get(key);
    const what = handoff === undefined ? key : `${handoff.rule} to ${handoff.to}`;
    const made = lineOf(at, 'weir', `${what}: ${cameOf(attempt)}`);
    if (replayed === null) return [made];
    const why = replayed.reason === '' ? '' : ` (${replayed.reason})`;
    const again = `${what}: ${replayed.by} has it tried anew${why}`;
    return [made, lineOf(replayed.at, 'weir', again)];
  };
}

/** What was held back for want of what was erased never went out, though it counts as refused. */
function cameOf(attempt: Attempt): string {
  const { errand, outcome, answer } = attempt;
  if (outcome !== 'refused' || answer !== erasedAnswer) {
    return `${whatWasDone(attempt)}, ${cameTo(attempt)}`;
  }
  const before = errand === 'send' ? '' : `${errandWords[errand]}, `;
  return `${before}${outcomeWords.unsent}: ${answer}`;
}

/** How the answer to a look-up begins: what bears it not, was sent. */
const lookedUp = 'looked up: ';
const ofSending: ReadonlySet<string | null> = new Set(['accepted', 'retry', 'refused', 'unknown']);

function whatWasDone({ errand, outcome, answer }: Attempt): string {
  const wasSent = ofSending.has(outcome) && !answer.startsWith(lookedUp);
  if (errand === 'settle' && outcome === 'unsettled')
    return 'to be looked up, for an answer was lost';
  if (errand === 'settle' && wasSent) return 'sent again, for an answer was lost';
  return errand === 'check' && wasSent ? 'looked up, not there, and sent' : errandWords[errand];
}

function cameTo({ outcome, answer, at, answeredAt, retryAt }: Attempt): string {
  if (outcome === null) return 'and not answered yet';
  const took = answeredAt === null ? '' : ` after ${answeredAt - at} ms`;
  const wasLook = answer.startsWith(lookedUp);
  const words = wasLook ? (lookWords[outcome] ?? outcomeWords[outcome]) : outcomeWords[outcome];
  const text = shortened(wasLook ? answer.slice(lookedUp.length) : answer);
  const said = text === '' ? '' : `: ${text}`;
  const next = retryAt === null ? '' : `; not again before ${instantText(retryAt)}`;
  return `${words}${took}${said}${next}`;
}

function shortened(answer: string): string {
  const line = answer.replaceAll(/\s+/g, ' ').trim();
  return line.length <= answerMost ? line : `${line.slice(0, answerMost)}…`;
}

/** How it stands, on one line. */
export function handoffText(handoff: HandoffState): string {
  const { rule, to, state, waitingFor, due } = handoff;
  const { reason } = handoffDetail(handoff);
  const waits = waitingFor === null ? '' : `, for ${waitingFor}`;
  const until = due === null ? '' : `, due ${instantText(due)}`;
  const why = reason === null ? '' : ` (${reason})`;
  return `${rule} to ${to}: ${state}${waits}${until}${why}`;
}
