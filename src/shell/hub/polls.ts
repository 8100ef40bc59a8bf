// The polls of a hub: a loop for each, with its pace, its waiting after a fault, and what a person
// should know of it.
import type { Polled } from '../../connectors/connector.js';
import { polledOf } from '../../connectors/registry.js';
import type { PollDeclaration } from '../../core/contract/poll.js';
import { Poll } from '../../in/poll.js';
import type { PollRoute } from '../../in/reconcile.js';
import { routesOf } from '../../in/reconcile.js';
import type { NoLedger } from './ledger.js';
import type { Rounds } from './rounds.js';
import { jittered, rounds } from './rounds.js';
import type { SourceState, Sources, SourcesGiven } from './sources.js';
import { Watched } from './sources.js';

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
    if ('failed' in polled) return { failed: `${polled.failed}.` };
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
  const { store, intake, interpreting, now, kept } = given;
  const poll = new Poll({
    ...route,
    system,
    declaration,
    polled,
    store,
    interpreting,
    submit: async (arrival) => intake.submit(arrival),
  });
  const watched = new Watched({ source: route.source, system }, given);
  const round = async (): Promise<number> => {
    try {
      const step = await poll.step(now());
      if (step.kind === 'failed') return watched.failed(step.why, step.afterMillis);
      if (step.accepted > 0) kept();
      watched.read(step.kind === 'finished', step.accepted, route.counts && !step.first);
      return step.kind === 'on' ? pageMillis : jittered(route.everyMillis);
    } catch (error) {
      return watched.failed(error instanceof Error ? error.message : String(error), null);
    }
  };
  const loop = rounds(round);
  return { state: () => watched.state, end: loop.end };
}
