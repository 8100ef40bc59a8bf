// Looks, for each system whose contract says where, whether it still is to send its webhooks: a loop for
// each. What is lost is said once, and stands against the hub's readiness until it is back.
import type { Subscribed } from '../../connectors/connector.js';
import { subscribedOf } from '../../connectors/registry.js';
import type { SubscriptionsDeclaration } from '../../core/contract/webhook.js';
import type { SubscriptionWatch } from '../../in/subscriptions.js';
import { looked, lostReasons, subscriptionsSource, watchOf } from '../../in/subscriptions.js';
import { heardAgain, unheard } from '../../in/unheard.js';
import type { Instant } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import { webhookListenerOf } from './deafness.js';
import { leased } from './leasing.js';
import type { NoLedger } from './ledger.js';
import type { Rounds } from './rounds.js';
import { jittered, rounds } from './rounds.js';
import type { SourceState, Sources, SourcesGiven } from './sources.js';
import { Watched, keepFound } from './sources.js';

interface SubscriptionLoop extends Pick<Rounds, 'end'> {
  readonly state: () => SourceState;
}

export function openSubscriptions(given: SourcesGiven): Sources | NoLedger {
  const { contract, environmentOf, now } = given;
  const open: Watching[] = [];
  for (const [system, { subscriptions: declaration }] of contract.webhooks) {
    if (declaration === null) continue;
    const subscribed = subscribedOf({ contract, system, environment: environmentOf(system), now });
    if (subscribed === null) continue;
    if ('failed' in subscribed) return { failed: `${subscribed.failed}.`, ofCall: true };
    open.push({ system, declaration, subscribed });
  }
  const loops = open.map((one) => loopOf(one, given));
  return {
    states: () => loops.map(({ state }) => state()),
    end: async () => {
      await Promise.all(loops.map(async ({ end }) => end()));
      await Promise.all(open.map(async ({ subscribed }) => subscribed.close()));
    },
  };
}

interface Watching {
  readonly system: string;
  readonly declaration: SubscriptionsDeclaration;
  readonly subscribed: Subscribed;
}

function loopOf(watching: Watching, given: SourcesGiven): SubscriptionLoop {
  const { system, declaration, subscribed } = watching;
  const { store, now, complain, leasing } = given;
  const source = subscriptionsSource(system);
  const watched = new Watched({ source, system }, given);
  const listener = webhookListenerOf(system, given);
  const keep = async (
    after: SubscriptionWatch,
    before: SubscriptionWatch,
    at: Instant,
  ): Promise<void> => {
    const offset = { source, cursor: JSON.stringify(after) };
    const lines = linesOf(watching, { before, after, at });
    if (lines.length === 0) {
      await store.offsets.keep(offset);
      return;
    }
    await keepFound({ system, lines, offset, now: at }, given);
  };
  const look = async (): Promise<number> => {
    const list = await subscribed.list();
    if (list.got === 'nothing') return watched.failed(list.why, list.afterMillis);
    const before = watchOf(await store.offsets.at(source));
    const seen = { system, declaration, listed: list.subscriptions, now: now() };
    const after = looked(before, seen);
    await keep(after, before, seen.now);
    if (after.lost.length === 0) await listener?.hears(seen.now);
    else await listener?.deaf(after.wholeAt ?? seen.now);
    watched.read(true, 0);
    watched.troubled(lostReasons(system, subscribed.again, after.lost));
    for (const topic of healed(before, after)) {
      complain(`${system} has its webhook subscription ${topic} again`);
    }
    return jittered(declaration.everyMillis);
  };
  const round = async (): Promise<number> =>
    look().catch((error: unknown) => watched.failed(reasonOf(error), null));
  const left = (): void => {
    watched.left();
  };
  const loop = rounds(leased(source, leasing, { round, taken: () => undefined, left }));
  return { state: () => watched.state, end: loop.end };
}

/** What truth is told of a look: each that is lost, at every look, and each that is back. */
function linesOf(
  { system, subscribed: { again } }: Watching,
  look: {
    readonly before: SubscriptionWatch;
    readonly after: SubscriptionWatch;
    readonly at: Instant;
  },
): readonly string[] {
  const { before, after, at } = look;
  const lost = after.lost.map((one) =>
    unheard({ system, what: one.topic }, one.since, lostReasons(system, again, [one]).join(' ')),
  );
  return [...lost, ...healed(before, after).map((what) => heardAgain({ system, what }, at))];
}

function healed(before: SubscriptionWatch, after: SubscriptionWatch): readonly string[] {
  const still = new Set(after.lost.map(({ topic }) => topic));
  return before.lost.flatMap(({ topic }) => (still.has(topic) ? [] : [topic]));
}
