// The polls of a hub: a loop for each, with its pace, its waiting after a fault, and what a person
// should know of it.
import type { Polled } from '../../connectors/connector.js';
import { polledOf } from '../../connectors/registry.js';
import type { PollDeclaration } from '../../core/contract/poll.js';
import { reasonOf } from '../../core/reason.js';
import { Poll } from '../../in/poll.js';
import type { PollRoute } from '../../in/reconcile.js';
import { routesOf } from '../../in/reconcile.js';
import { certificateTroubles } from './certificates.js';
import { listenerOf } from './deafness.js';
import { leased } from './leasing.js';
import type { NoLedger } from './ledger.js';
import type { Rounds } from './rounds.js';
import { jittered, rounds } from './rounds.js';
import { Silence } from './silence.js';
import type { SourceState, Sources, SourcesGiven } from './sources.js';
import { Watched, keepFound } from './sources.js';

interface OpenPoll {
  readonly system: string;
  readonly declaration: PollDeclaration;
  readonly route: PollRoute;
  readonly polled: Polled;
  readonly pageMillis: number;
}

export function openPolls(given: SourcesGiven): Sources | NoLedger {
  const open: OpenPoll[] = [];
  const connected: Polled[] = [];
  const { contract, environmentOf, now } = given;
  for (const [system, declarations] of contract.polls) {
    const polled = polledOf({ contract, system, environment: environmentOf(system), now });
    if ('failed' in polled) return { failed: `${polled.failed}.`, ofCall: true };
    connected.push(polled);
    const pageMillis = 1_000 / (contract.destinations.get(system)?.perSecond ?? 1);
    for (const declaration of declarations) {
      for (const route of routesOf(system, declaration)) {
        open.push({ system, declaration, route, polled, pageMillis });
      }
    }
  }
  const loops = open.map((one) => loopOf(one, given));
  return {
    states: () => loops.map(({ state }) => state()),
    end: async () => {
      await Promise.all(loops.map(async ({ end }) => end()));
      await Promise.all(connected.map(async (polled) => polled.close()));
    },
  };
}

interface PollLoop extends Pick<Rounds, 'end'> {
  readonly state: () => SourceState;
}

function loopOf(
  { system, declaration, route, polled, pageMillis }: OpenPoll,
  given: SourcesGiven,
): PollLoop {
  const { store, intake, interpreting, now, kept, leasing } = given;
  const silence = new Silence(system, {
    offsets: store.offsets,
    found: async (found) => keepFound(found, given),
  });
  const poll = new Poll({
    ...route,
    system,
    declaration,
    polled,
    store,
    interpreting,
    submit: async (arrival) => {
      const received = await intake.submit(arrival);
      if (!('busy' in received)) silence.brought(arrival, received);
      return received;
    },
  });
  const watched = new Watched({ source: route.source, system }, given);
  const listener = listenerOf({ system, route }, given);
  const failed = async (why: string, askedMillis: number | null): Promise<number> => {
    const { readAt } = watched.state;
    const wait = watched.failed(why, askedMillis);
    const since = readAt ?? watched.state.failing?.since ?? now();
    // A store that is away hears of it with the next failure.
    await listener?.deaf(since).catch(() => undefined);
    return wait;
  };
  const round = async (): Promise<number> => {
    try {
      const step = await poll.step(now());
      if (step.kind === 'failed') return await failed(step.why, step.afterMillis);
      if (step.accepted > 0) kept();
      watched.read(step.kind === 'finished', step.accepted, route.counts && !step.first);
      if (step.kind === 'on') return pageMillis;
      if (step.kind === 'finished') await listener?.caughtUp();
      // What reconciling finds is counted by itself.
      if (!route.counts) {
        const silent = await silence.judged(step.first, now());
        watched.troubled([...silent, ...certificateTroubles(system, polled, now())]);
      }
      return jittered(route.everyMillis);
    } catch (error) {
      return failed(reasonOf(error), null);
    }
  };
  const left = (): void => {
    watched.left();
  };
  const taken = (): void => {
    poll.forget();
  };
  const loop = rounds(leased(route.source, leasing, { round, taken, left }));
  return { state: () => watched.state, end: loop.end };
}
