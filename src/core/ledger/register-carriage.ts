// How far the newest value of a register has been carried, from what the channel shows and what became
// of each attempt. Pure, as the carriage of any other handoff is.
import type { Rule } from '../contract/contract.js';
import type { Decimal } from '../observation/decimal.js';
import { decimalText, zero } from '../observation/decimal.js';
import type { Instant } from '../observation/instant.js';
import type { Owed } from '../stock/handoffs.js';
import type { Position, StockView } from '../stock/record.js';
import type { Carried } from './carriage.js';
import { askedFor, deliveriesOf, pauseOf, still, triedMillis } from './carriage.js';
import type { Attempt, HandoffWord, Mode, Register } from './ledger.js';

export interface Saying {
  /** The value that the channel is to show, as `versionText` has it. */
  readonly desired: string;
  readonly attempts: readonly Attempt[];
  readonly mode: Mode;
  readonly owed: Owed;
  /** What the channel has said, by its own clock. */
  readonly view: StockView;
  readonly heard: Pick<Register, 'heard' | 'heardBefore'>;
  readonly rule: Rule;
  /** So long after its claim a lost request may still take effect. */
  readonly settlesMillis: number;
  readonly now: Instant;
  readonly jitter: number;
}

/** As-of and value: a channel offers nothing below zero. A later one sorts after an earlier one. */
export function versionText(asOf: Instant, available: Decimal): string {
  return `${asOf}/${decimalText(available < 0 ? zero : available)}`;
}

/** What was sent says it already: the same value, known since then or before. */
export function isSameValue(stated: string, sent: string): boolean {
  const [statedAt = '', value] = stated.split('/');
  const [sentAt = '', sentValue] = sent.split('/');
  return value === sentValue && Number(statedAt) <= Number(sentAt);
}

export function isOlder(stated: string, sent: string): boolean {
  return Number(stated.split('/')[0]) < Number(sent.split('/')[0]);
}

export function registerCarried(said: Saying): Carried {
  const saying = { ...said, attempts: deliveriesOf(said.attempts) };
  const { attempts, mode, owed } = saying;
  if (attempts.at(-1)?.outcome === null) return still('in-flight', 'in-flight');
  const word = owed === null || owed === 'shown' ? 'seen' : owed.state;
  if (mode !== 'live') return still('not-ours', word);
  if (isShown(saying)) return still('done', 'acknowledged');
  return carriedNow(saying, word === 'overdue' ? 'overdue' : null);
}

function carriedNow(saying: Saying, late: 'overdue' | null): Carried {
  const { desired, attempts, rule } = saying;
  const last = attempts.at(-1);
  if (last?.version !== desired || last.replayed !== null) return sending(saying, late ?? 'ready');
  const isGiven = isGivenUp(saying);
  switch (last.outcome) {
    case 'accepted':
      return rule.acknowledgedBy === 'response'
        ? still('done', 'acknowledged')
        : still('in-flight', late ?? 'in-flight');
    case 'refused':
      return still('refused', 'refused');
    case 'retry':
      return isGiven ? still('dead', 'dead') : sending(saying, late ?? 'ready');
    case null:
    case 'unknown':
    case 'unsettled':
    case 'absent':
    case 'shown':
    case 'unsent':
      return isGiven ? still('unknown', 'unknown') : sending(saying, 'unknown');
  }
}

/**
 * The channel says it itself. Its statements are compared by its own clock alone; one that had been on its
 * way since before we told it another value proves nothing, and to say a value once more does no harm.
 */
function isShown(saying: Saying): boolean {
  const { desired, attempts, view, heard } = saying;
  const newest = view.positions.at(-1);
  if (newest === undefined) return false;
  const since = view.positions.filter(({ at }) => at > (heard.heardBefore ?? -Infinity));
  const last = attempts.at(-1);
  const other = attempts.findLast((one) => one.version !== desired && mayHaveActed(one));
  if (other === undefined) return says(newest, desired) || isTakenOtherwise(saying, since);
  if (last === other) {
    const wasShown = since.some((position) => says(position, other.version ?? ''));
    return other.outcome === 'accepted' && wasShown && says(newest, desired);
  }
  if (last?.version !== desired) return false;
  if (last.outcome !== 'accepted' && !isGivenUp(saying)) return false;
  return since.some((position) => says(position, desired)) || isTakenOtherwise(saying, since);
}

function mayHaveActed({ outcome }: Attempt): boolean {
  return outcome !== 'refused' && outcome !== 'retry';
}

function says({ available, offered }: Position, desired: string): boolean {
  const value = desired.slice(desired.indexOf('/') + 1);
  if (available === null) return offered !== null && offered === (value !== '0');
  return available <= 0 ? value === '0' : decimalText(available) === value;
}

/** It took it, and shows another number than before: less what it sold, or with a buffer of its own. */
function isTakenOtherwise(
  { desired, attempts, view }: Saying,
  since: readonly Position[],
): boolean {
  const last = attempts.at(-1);
  if (last?.version !== desired || last.outcome !== 'accepted') return false;
  const before = view.positions.at(-1 - since.length);
  return before !== undefined && since.some(({ available }) => available !== before.available);
}

function isGivenUp({ desired, attempts, rule }: Saying): boolean {
  const replayed = attempts.findLastIndex((one) => one.replayed !== null);
  const tries = attempts.slice(replayed + 1).filter(({ version }) => version === desired);
  return triedMillis(tries) > rule.retryForMillis;
}

/** As long after failures in a row as they ask for, whichever value they were of. */
function sending({ attempts, settlesMillis, jitter }: Saying, state: HandoffWord): Carried {
  const failed = attempts.slice(attempts.findLastIndex((one) => !isFailed(one)) + 1);
  const last = failed.at(-1);
  if (last === undefined) return { carriage: 'ready', errand: 'send', notBefore: null, state };
  const pause = (last.answeredAt ?? last.at) + pauseOf({ attempts: failed, jitter });
  const settled = last.outcome === 'retry' ? 0 : last.at + settlesMillis;
  const notBefore = Math.max(pause, settled, askedFor(last)) as Instant;
  return { carriage: 'ready', errand: 'send', notBefore, state };
}

function isFailed({ outcome, replayed }: Attempt): boolean {
  return replayed === null && (outcome === 'retry' || outcome === 'unknown');
}
