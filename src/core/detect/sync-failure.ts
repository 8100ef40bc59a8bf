// A stock update was sent to a channel and failed: visible in a log, unlike a gap. A retry that
// arrived in the end owes nothing.
import { spanOf } from '../observation/coverage.js';
import type { Instant } from '../observation/instant.js';
import { instantText } from '../observation/instant.js';
import type { Observation } from '../observation/observation.js';
import type { StockDestination } from '../stock/authority.js';
import type { JudgedStock, MissedUpdate, StockFault } from '../stock/judged.js';
import { citations, missedFault, offersMore } from '../stock/judged.js';
import { attemptsOf } from '../stock/handoffs.js';
import { decimalText } from '../observation/decimal.js';
import type { PatternWords } from './finding.js';
import { candidate } from './finding.js';

export function detectSyncFailure(stock: JudgedStock, missed: MissedUpdate): StockFault | null {
  const { attempts, destination } = missed.handoff;
  const last = attempts.at(-1);
  if (last === undefined) return null;
  const failed = lastFailure(attempts);
  // Passed on without an error, and never shown: a failure only where nothing is offered in excess.
  if (failed === null && offersMore(missed.handoff)) return null;
  const hop = failed ?? last;
  return missedFault(stock, missed, {
    pattern: 'sync-failure',
    cause: 'missing',
    hop: `${hop.system}→${destination.system}`,
    details: errorDetails(attempts, hop),
  });
}

/** The last failure, where nothing succeeded after it. */
function lastFailure(attempts: readonly Observation[]): Observation | null {
  for (let index = attempts.length - 1; index >= 0; index -= 1) {
    const hop = attempts[index];
    if (hop?.kind === 'hop.forwarded') return null;
    if (hop?.kind === 'hop.failed') return hop;
  }
  return null;
}

function errorDetails(attempts: readonly Observation[], hop: Observation): Record<string, string> {
  const failures = attempts.filter((attempt) => attempt.kind === 'hop.failed').length;
  return { error: hop.data.error ?? '', failures: String(failures) };
}

/**
 * A channel whose stock no input shows, but the middleware's log does: a change of which the log
 * shows the failure and, within its own coverage, no later success.
 */
export function detectLoggedFailure(
  stock: JudgedStock,
  destination: StockDestination,
  hops: readonly Observation[],
): StockFault[] {
  const faults: StockFault[] = [];
  for (const change of stock.changes) {
    const attempts = attemptsOf(hops, change);
    const failed = lastFailure(attempts);
    const due = (change.until + destination.withinMillis) as Instant;
    if (failed === null || change.standsUntil <= due || !logCovers(stock, failed, due)) continue;
    faults.push({
      channel: destination.system,
      none: change.available <= 0,
      from: change.at,
      until: change.replacedFrom,
      candidate: candidate({
        pattern: 'sync-failure',
        cause: 'missing',
        subject: stock.subject,
        systems: [stock.authority.system, destination.system],
        hop: `${failed.system}→${destination.system}`,
        handoff: destination.rule,
        at: change.at,
        due,
        evidence: citations([change.statement, ...attempts]),
        details: {
          sku: stock.sku,
          stated: decimalText(change.available),
          shown: '',
          since: instantText(change.at),
          ...errorDetails(attempts, failed),
        },
      }),
    });
  }
  return faults;
}

function logCovers({ context }: JudgedStock, hop: Observation, due: Instant): boolean {
  const log = spanOf(context.coverage.systems.get(hop.system), 'hop.forwarded');
  return log !== null && log.until >= due;
}

export const words: PatternWords = {
  explain: ({ systems, details, hop }) => {
    const channel = systems.at(-1) ?? 'the channel';
    const failures = Number(details['failures'] ?? '0');
    const error = details['error'] ?? '';
    const how =
      failures === 0
        ? 'was passed on without an error and never shown'
        : `failed ${failures === 1 ? 'once' : `${failures} times`} and was given up${error === '' ? '' : ` ("${error}")`}`;
    const shown = details['shown'] ?? '';
    return (
      `${systems[0] ?? 'The authority'} has had ${details['stated'] ?? '?'} of ${details['sku'] ?? 'the item'} since ${details['since'] ?? '?'}. ` +
      `The update to ${channel} ${how}${hop === null ? '' : `, at ${hop}`}.${shown === '' ? '' : ` ${channel} still shows ${shown}.`}`
    );
  },
  remedy: ({ systems, details }) =>
    `Send the level of ${details['sku'] ?? 'the item'} to ${systems.at(-1) ?? 'the channel'} again. At the source: retry until the channel ` +
    'acknowledges, keep what still fails as a dead letter that somebody is told of, and let a newer level replace it.',
  involve: ({ hop, systems }) =>
    `whoever runs ${hop?.split('→')[0] ?? 'the middleware'}, with the connector of ${systems.at(-1) ?? 'the channel'}`,
};
