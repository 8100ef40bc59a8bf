// The push was tried, failed, and was given up.
import { MINUTE, SECOND } from '../clock.js';
import type { FaultDraft } from '../fault.js';
import type { StockTale } from '../stock-life.js';
import type { StockFault } from '../stock-fault.js';

const ERRORS = [
  '400 Bad Request: unknown SKU',
  '503 Service Unavailable',
  'timeout: no answer in 60 s',
] as const;

function tell(tale: StockTale, variant: number, at: number): FaultDraft {
  const channel = tale.random.pick(tale.channels);
  const count = variant % 3 === 2 ? 45 : 0;
  const counted = tale.level(at, count);
  tale.echo(at, count, [channel]);
  const error = ERRORS[variant % ERRORS.length] ?? ERRORS[0];
  tale.attempt('hop.received', at + 5 * SECOND, channel);
  const failed = [0.2, 1, 4].map((minutes) =>
    tale.attempt('hop.failed', at + minutes * MINUTE, channel, error),
  );
  return {
    ref: tale.sku,
    cause: 'missing',
    causeKnown: false,
    also: count === 0 ? ['phantom-availability'] : [],
    evidence: [counted, ...failed],
    absences: [
      { system: channel, kind: 'listing.availability', trigger: counted, within: 5 * MINUTE },
    ],
  };
}

export const syncFailure: StockFault = { pattern: 'sync-failure', tell };
