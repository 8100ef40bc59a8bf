// Faults planted where only some worlds go: signed webhooks, polls, stock, a person; and where a process has
// too much under way.
import type { PlantedFault } from './fault.js';

export const faultsOfFeatures: readonly PlantedFault[] = [
  {
    breaks: 'A forged webhook is believed.',
    module: 'in/webhook',
    text: 'return verify(request, { signature, secrets, now });',
    replacement: 'return { genuine: true, event: null };',
    seed: 11,
  },
  {
    breaks: 'A poll begins where the last one ended, and not before.',
    module: 'in/poll-cursor',
    text: '(seen - plan.overlapMillis)',
    replacement: 'seen',
    seed: 29,
  },
  {
    breaks: 'Only the first page of a poll is read.',
    module: 'in/poll-cursor',
    text: 'if (page.next === null)',
    replacement: 'if (true)',
    seed: 1,
  },
  {
    breaks: 'A channel is told of the oldest change.',
    module: 'core/stock/latest-owed',
    text: 'changesOf(authority, coverage.until).at(-1)',
    replacement: 'changesOf(authority, coverage.until).at(0)',
    seed: 4,
  },
  {
    breaks: 'A channel is told a number that nobody counted.',
    module: 'core/ledger/registers',
    text: "available: desired.slice(desired.indexOf('/') + 1),",
    replacement: "available: '77',",
    seed: 2,
  },
  {
    breaks: 'An older count is told after a newer one.',
    module: 'core/ledger/registers',
    text: 'as_of: instantText(Number(',
    replacement: 'as_of: instantText(0 * Number(',
    seed: 2,
  },
  {
    breaks: 'A listing by a clock that is ahead is newer than the count.',
    module: 'core/ledger/registers',
    text: "mode === 'live' ? latest.standing : latest.owed",
    replacement: 'latest.owed',
    seed: 2,
  },
  {
    breaks: 'What a channel showed before it was told another value counts after it.',
    module: 'core/ledger/register-carriage',
    text: 'one.version !== desired && mayHaveActed(one)',
    replacement: 'false',
    seed: 54,
  },
  {
    breaks: 'A wish to wait for ever is granted.',
    module: 'core/ledger/carriage',
    text: 'Math.min(retryAt, (answeredAt ?? at) + longestWaitMillis)',
    replacement: 'retryAt',
    seed: 28,
  },
  {
    breaks: 'What a person has tried anew is sent blindly.',
    module: 'core/ledger/carriage',
    text: "if (isLost(attempts))\n        return { ...still('ready', 'unknown'), errand: 'settle' };",
    replacement: '',
    seed: 62,
  },
  {
    breaks: 'At a cutover what the old path may have done is sent without a look.',
    module: 'core/ledger/modes',
    text: '(inOverlap || isBack)',
    replacement: 'isBack',
    seed: 26,
  },
  {
    breaks: 'A clock that is ahead makes an order one of after the cutover.',
    module: 'core/ledger/modes',
    text: 'triggered < checkedUntil(change, canBeAsked)',
    replacement: 'triggered < change.effectiveFrom',
    seed: 545,
  },
  {
    breaks: 'A lane begins whatever there is.',
    module: 'out/lane',
    text: 'limits.concurrency) - this.#underWay.size;',
    replacement: '50) - 0;',
    seed: 15,
  },
];
