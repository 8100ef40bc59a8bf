// What a hub stands on, looked at piece by piece: its ledger, its credentials, the systems that it speaks
// to. Nothing secret is in what it says.
import { subscribedOf, trialOf } from '../../connectors/registry.js';
import type { Contract } from '../../core/contract/contract.js';
import { counted, grouped } from '../../core/detect/pattern-names.js';
import { instantText } from '../../core/observation/instant.js';
import type { Instant } from '../../core/observation/instant.js';
import { looked, lostReasons, subscriptionsSource, watchOf } from '../../in/subscriptions.js';
import type { Pause } from '../../store/pauses.js';
import type { Store } from '../../store/store.js';
import type { Unfolded } from '../../store/vitals.js';
import { hostsText, namedSecrets } from '../secrets/named.js';
import type { Unsealed, UnsealingGiven } from '../secrets/unsealed.js';
import { unsealed } from '../secrets/unsealed.js';
import { droppedRules, liveInVain } from './cutover.js';

export interface Check {
  readonly about: string;
  /** `note`: worth knowing, and no fault. */
  readonly state: 'holds' | 'note' | 'broken';
  /** A full sentence; where something is broken, with what to do. */
  readonly says: string;
}

/** A key that ends so soon is worth knowing of. */
const soonMillis = 14 * 24 * 3_600_000;

export async function examineLedger(store: Store, now: Instant): Promise<readonly Check[]> {
  const [counts, { unfolded }, pauses, keys] = await Promise.all([
    store.counts(),
    store.vitals(),
    store.pauses.all(),
    expiringKeys(store, now),
  ]);
  const { exact, receipts, observations, quarantined } = counts;
  const about = exact ? '' : 'about ';
  const held = `It answers, and holds ${about}${counted(observations, 'statement')} of ${about}${counted(receipts, 'receipt')}.`;
  const says = `${counted(quarantined, 'line is', 'lines are')} set aside: see weir receipts --state quarantined.`;
  return [
    { about: 'database', state: 'holds', says: held },
    ...(quarantined === 0 ? [] : [{ about: 'receipts', state: 'note', says } as const]),
    ...(unfolded === null
      ? []
      : [{ about: 'statements', state: 'broken', says: unfoldedText(unfolded) } as const]),
    ...pauses.map((pause): Check => ({ about: 'lanes', state: 'note', says: pauseText(pause) })),
    ...keys.map((says): Check => ({ about: 'keys', state: 'note', says })),
  ];
}

/** Rules that are not in the mode that they were meant to be in, or can't be carried in it. */
export async function examineRules(store: Store, contract: Contract): Promise<readonly Check[]> {
  const dropped = await droppedRules(store, contract);
  const inVain = await liveInVain(store, contract);
  return [...dropped, ...inVain].map((says) => ({ about: 'rules', state: 'broken', says }));
}

async function expiringKeys({ access }: Store, now: Instant): Promise<readonly string[]> {
  const keys = await access.keys();
  return keys.flatMap(({ name, expiresAt, revokedAt }) => {
    if (expiresAt === null || revokedAt !== null || expiresAt > now + soonMillis) return [];
    const end = expiresAt <= now ? 'has ended' : 'ends';
    return [
      `The API key ${name} ${end} at ${instantText(expiresAt)}: make another with weir keys create.`,
    ];
  });
}

/** Of what waits for nobody and is in no finding: it could not be folded. */
export function unfoldedText({ statements, system, receipt, reason }: Unfolded): string {
  const are = statements === 1 ? 'statement is' : 'statements are';
  const first = statements === 1 ? 'of' : 'the first of';
  return `${grouped(statements)} ${are} held, ${first} ${system} in receipt ${receipt}: ${reason}. A newer Weir may fold them: weir reread has it tried again.`;
}

/** As a full sentence. */
export function pauseText({ to, at, by, reason }: Pause): string {
  const who = by === '' ? '' : ` by ${by}`;
  const why = reason === '' ? '' : ` (${reason})`;
  return `The lane to ${to} is paused since ${instantText(at)}${who}${why}; weir resume ${to} lets it go on.`;
}

export interface SystemsGiven extends UnsealingGiven {
  readonly store: Store;
  readonly now: () => Instant;
}

/** System by system: whether its credentials are there, and whether it answers. */
export async function* examineSystems(given: SystemsGiven): AsyncGenerator<Check> {
  const { contract, now } = given;
  const opened = await unsealed(given);
  for (const says of opened.shut) yield { about: 'credentials', state: 'broken', says };
  for (const system of contract.systems.keys()) {
    const missing = missingSecrets(given, opened, system);
    yield* missing;
    if (missing.length > 0) continue;
    const environment = opened.environmentOf(system);
    const trial = await trialOf({ contract, system, environment, now });
    if ('failed' in trial) yield { about: system, state: 'broken', says: `${trial.failed}.` };
    else if (trial.asked) {
      yield {
        about: system,
        state: trial.taken ? 'holds' : 'broken',
        says: trial.taken
          ? `Asked, ${trial.answer}.`
          : `Asked, ${trial.answer}: look at its address, its credentials (weir connect ${system}), and whether it runs.`,
      };
    }
    yield* await subscriptionChecks(given, system, environment);
  }
}

/** Whether it still is to send its webhooks, where the contract says how to ask. Nothing is kept of it. */
async function subscriptionChecks(
  { contract, now, store }: SystemsGiven,
  system: string,
  environment: ReturnType<Unsealed['environmentOf']>,
): Promise<readonly Check[]> {
  const declaration = contract.webhooks.get(system)?.subscriptions ?? null;
  const subscribed = subscribedOf({ contract, system, environment, now });
  if (declaration === null || subscribed === null) return [];
  const about = `${system} webhooks`;
  if ('failed' in subscribed) return [{ about, state: 'broken', says: `${subscribed.failed}.` }];
  const list = await subscribed.list();
  await subscribed.close();
  if (list.got === 'nothing') {
    return [{ about, state: 'broken', says: `Asked for its subscriptions: ${list.why}.` }];
  }
  const before = watchOf(await store.offsets.at(subscriptionsSource(system)));
  const seen = { system, declaration, listed: list.subscriptions, now: now() };
  const lost = lostReasons(system, subscribed.again, looked(before, seen).lost);
  if (lost.length === 0) return [{ about, state: 'holds', says: 'Each subscription is there.' }];
  return lost.map((says): Check => ({ about, state: 'broken', says }));
}

function missingSecrets(
  { contract }: SystemsGiven,
  { environmentOf }: Unsealed,
  system: string,
): readonly Check[] {
  const environment = environmentOf(system);
  return namedSecrets(contract, system)
    .filter(({ name }) => (environment[name]?.trim() ?? '') === '')
    .map(({ name, hosts }) => ({
      about: system,
      state: 'broken',
      says: `${name}, ${hostsText(hosts)}, is neither sealed nor set: say weir connect ${system}.`,
    }));
}
