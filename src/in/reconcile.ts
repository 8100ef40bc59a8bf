// What of a polled system is read again for how long: what the webhooks and the polls did not say comes
// to light, is filed like any other statement, and is counted.
import type { PollDeclaration } from '../core/contract/poll.js';
import type { PollSpan } from './poll-cursor.js';

export interface PollRoute {
  /** Names its offset. */
  readonly source: string;
  readonly span: PollSpan;
  readonly graceMillis: number;
  readonly everyMillis: number;
  /** What it finds new has been missed by all others. */
  readonly counts: boolean;
}

const shortestGrace = 600_000;

/** The poll itself, and the slower and longer one behind it. */
export function routesOf(
  system: string,
  { reader, everyMillis, reconcile }: PollDeclaration,
): readonly PollRoute[] {
  const name = `${system}/${reader}`;
  const poll: PollRoute = {
    source: `poll:${name}`,
    span: { from: 'seen' },
    graceMillis: 0,
    everyMillis,
    counts: false,
  };
  if (reconcile === null) return [poll];
  const behind: PollRoute = {
    source: `reconcile:${name}`,
    span: { from: 'window', overMillis: reconcile.overMillis },
    // The poll has not come to these, and a webhook may be on its way.
    graceMillis: Math.max(shortestGrace, 2 * everyMillis),
    everyMillis: reconcile.everyMillis,
    counts: true,
  };
  return [poll, behind];
}
