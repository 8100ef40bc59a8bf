// The authority's stock changed, a channel that lists the item never showed it, and nothing was
// ever sent: no event, hence no error.
import type { JudgedStock, MissedUpdate, StockFault } from '../stock/judged.js';
import { missedFault } from '../stock/judged.js';
import { limits } from '../limits.js';
import type { Candidate, Condition, PatternWords } from './finding.js';
import type { Tally } from './tally.js';

export type EchoCondition = Extract<Condition, { kind: 'echo' }>;

/** Share of changes that an edge must echo before one missing echo means anything. */
const echoShareMin = 0.9;

/**
 * Whether the run takes a missing echo back. Zero upstream against a positive offer stands, unless
 * the channel never echoes at all (one gap on the map); any other value stands only where the
 * channel echoes nearly all changes, because nobody declared the formula between the two.
 */
export function refutesEcho(tally: Tally, condition: EchoCondition): boolean {
  const counts = tally.handoffs.get(condition.handoff);
  if (counts === undefined) return false;
  const echoed = counts.seen + counts.seenLate;
  const judged = echoed + counts.overdue;
  if (condition.none) return echoed === 0 && judged >= limits.classGapMin;
  return echoed < echoShareMin * judged;
}

export function echoOf({ handoff }: MissedUpdate): EchoCondition {
  const { destination, change } = handoff;
  return {
    kind: 'echo',
    handoff: `${destination.rule}→${destination.system}`,
    none: change.available <= 0,
  };
}

export function detectTriggerGap(stock: JudgedStock, missed: MissedUpdate): StockFault | null {
  const { handoff } = missed;
  if (handoff.attempts.length > 0) return null;
  const log = logOf(stock);
  return missedFault(stock, missed, {
    pattern: 'trigger-gap',
    cause: 'missing',
    hop: log === null ? null : `${handoff.authority}→${log}`,
    condition: echoOf(missed),
    details: { log: log ?? '' },
  });
}

/** The middleware whose log would show an attempt; null: none was read. */
function logOf({ context }: JudgedStock): string | null {
  let found: string | null = null;
  for (const [system, { kinds }] of context.coverage.systems) {
    if (!kinds.has('hop.forwarded') && !kinds.has('hop.received')) continue;
    if (found === null || system < found) found = system;
  }
  return found;
}

const damageText = ({ also, details }: Candidate): string =>
  also.includes('oversell') ? ` It went on selling: ${details['orders'] ?? ''}.` : '';

export const words: PatternWords = {
  explain: (found) => {
    const { systems, details } = found;
    const { unheard } = details;
    if (unheard !== undefined)
      return `${unheard} What happens there is not heard of as it happens.`;
    const log = details['log'] ?? '';
    const attempt =
      log === ''
        ? 'There is no sign of an attempt to tell it.'
        : `${log}'s log shows no attempt to tell it.`;
    return (
      `${systems[0] ?? 'The authority'} has had ${details['stated'] ?? '?'} of ${details['sku'] ?? 'the item'} since ${details['since'] ?? '?'}; ` +
      `${systems.at(-1) ?? 'the channel'} still shows ${details['shown'] ?? '?'}. ${attempt}${damageText(found)}`
    );
  },
  remedy: ({ systems, details }) =>
    details['unheard'] !== undefined
      ? `Make the subscription of ${systems[0] ?? 'the system'} again, then read what was missed: weir backfill ${systems[0] ?? ''} --since the time since which it is gone. ` +
        'A poll beside it, or its reconciling, finds what webhooks do not tell.'
      : `Set ${details['sku'] ?? 'the item'} to ${details['stated'] ?? '?'} in ${systems.at(-1) ?? 'the channel'}. At the source: trigger on every ` +
        'movement of stock (also transfers, adjustments and imports), push to each channel with an acknowledgement, and compare all levels daily.',
  involve: ({ systems, details }) =>
    details['unheard'] !== undefined
      ? `whoever administers the webhooks of ${systems[0] ?? 'the system'}`
      : `whoever owns the trigger that leaves ${systems[0] ?? 'the authority'} (its scripts, events or the connector's subscription)`,
};
