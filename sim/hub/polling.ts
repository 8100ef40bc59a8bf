// How one process asks the systems that are polled: a loop for each, which takes a page at a step and
// comes again after a pause.
import type { Polled } from '../../src/connectors/connector.js';
import type { Contract } from '../../src/core/contract/contract.js';
import { reasonOf } from '../../src/core/reason.js';
import type { Intake } from '../../src/in/intake.js';
import type { Interpreting } from '../../src/in/observations.js';
import { Poll } from '../../src/in/poll.js';
import { routesOf } from '../../src/in/reconcile.js';
import type { Store } from '../../src/store/store.js';
import type { VirtualClock } from './clock.js';
import type { Feed } from './feed.js';
import type { Mortal } from './mortal.js';

export interface PollingGiven {
  readonly contract: Contract;
  readonly clock: VirtualClock;
  readonly mortal: Mortal;
  readonly store: Store;
  readonly intake: Intake;
  readonly interpreting: Interpreting;
  readonly feeds: ReadonlyMap<string, Feed>;
  /** How long a loop waits at least where there was nothing more. */
  readonly lookMillis: () => number;
  readonly kept: () => void;
  readonly complain: (line: string) => void;
}

const pageMillis = 1_000;

export function startPolling(given: PollingGiven): void {
  const { contract, store, intake, interpreting } = given;
  for (const [system, feed] of given.feeds) {
    for (const declaration of contract.polls.get(system) ?? []) {
      for (const route of routesOf(system, declaration)) {
        const poll = new Poll({
          ...{ ...route, system, declaration, store, interpreting },
          polled: polledOf(system, feed, given),
          submit: async (arrival) => intake.submit(arrival),
        });
        const again = async (): Promise<void> => {
          const pause = await stepped(poll, given);
          given.clock.after(pause ?? Math.max(route.everyMillis, given.lookMillis()), () => {
            if (given.mortal.alive) void again();
          });
        };
        void again();
      }
    }
  }
}

function polledOf(
  system: string,
  feed: Feed,
  { mortal, clock }: Pick<PollingGiven, 'mortal' | 'clock'>,
): Pick<Polled, 'page'> {
  return {
    page: async (request) =>
      mortal.call(`poll ${system}`, async () => {
        await clock.sleep(50);
        return feed.page(request);
      }),
  };
}

/** @returns the pause before the next page; null: there is none for now. */
async function stepped(poll: Poll, given: PollingGiven): Promise<number | null> {
  try {
    const step = await poll.step(given.clock.now);
    if (step.kind === 'failed') return null;
    if (step.accepted > 0) given.kept();
    return step.kind === 'on' ? pageMillis : null;
  } catch (error) {
    given.complain(reasonOf(error));
    return null;
  }
}
