// The lanes of a hub: one for each system that a live rule goes to. What they need of the clock is
// here: they are pumped after each fold and a few times a second, and end with what is under way.
import { randomUUID } from 'node:crypto';
import type { Destination, ObservationLine } from '../../connectors/connector.js';
import { destinationOf } from '../../connectors/registry.js';
import type { Contract, Rule } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Intake } from '../../in/intake.js';
import type { Interpreting } from '../../in/observations.js';
import { arrivalOf } from '../../in/observations.js';
import { Lane } from '../../out/lane.js';
import type { Store } from '../../store/store.js';
import type { NoLedger } from './ledger.js';

export interface LanesGiven {
  readonly store: Store;
  readonly intake: Intake;
  readonly interpreting: Interpreting;
  readonly contract: Contract;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  /** Something was kept that is to be folded. */
  readonly kept: () => void;
  readonly complain: (line: string) => void;
}

export interface Lanes {
  /** Something may have become ready. */
  readonly pump: () => void;
  /** Waits for what is under way, keeps its answers, and closes the connections. */
  readonly end: () => Promise<void>;
}

interface OpenLane {
  readonly lane: Lane;
  readonly destination: Destination;
}

const pumpMillis = 250;
/** So often claims of workers that are gone are looked for. */
const orphanMillis = 2_000;
const breaker = { failures: 5, closedMillis: 2_000 } as const;

export function openLanes(given: LanesGiven): Lanes | NoLedger {
  const lanes: OpenLane[] = [];
  for (const to of liveDestinations(given.contract)) {
    const { contract, environment, now } = given;
    const destination = destinationOf({ contract, system: to, environment, now });
    if ('failed' in destination) return { failed: `${destination.failed}.` };
    lanes.push({ lane: laneTo(to, destination, given), destination });
  }
  return running(lanes, given);
}

function liveDestinations({ rules }: Contract): ReadonlySet<string> {
  return new Set(rules.filter(({ mode }) => mode === 'live').flatMap(({ to }) => to));
}

/** The lane to one system. */
export function laneTo(to: string, destination: Destination, given: LanesGiven): Lane {
  const { store, contract, now, kept } = given;
  const declared = contract.destinations.get(to);
  const by = new Map<string, Rule['acknowledgedBy']>(
    contract.rules.map(({ id, acknowledgedBy }) => [id, acknowledgedBy]),
  );
  return new Lane({
    to,
    worker: randomUUID(),
    store,
    destination,
    limits: {
      ...breaker,
      concurrency: declared?.concurrency ?? 1,
      perSecond: declared?.perSecond ?? 1,
    },
    now,
    acknowledgedBy: (rule) => by.get(rule) ?? 'event',
    take: async (handoff, lines) => taken(to, handoff, { lines, given }),
    answered: kept,
  });
}

/** A receipt like any other, known again by its handoff however often its answer is heard. */
async function taken(
  system: string,
  handoff: string,
  { lines, given }: { readonly lines: readonly ObservationLine[]; readonly given: LanesGiven },
): Promise<void> {
  const { intake, interpreting, now, complain } = given;
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const body = Buffer.from(text);
  const receipt = {
    id: await interpreting.ids(1),
    system,
    source: 'answer',
    position: `answer:${handoff}`,
    at: now(),
    headers: {},
    body,
    digest: interpreting.digest(body),
  } as const;
  const arrival = await arrivalOf(receipt, text, interpreting);
  for (const { reason } of arrival.quarantined) {
    complain(`what ${system} answered to ${handoff} was set aside: ${reason}`);
  }
  const received = await intake.submit(arrival);
  if ('busy' in received) throw new Error('the door is busy');
}

function running(lanes: readonly OpenLane[], given: LanesGiven): Lanes {
  const { store, now, kept, complain } = given;
  const underWay = new Set<Promise<unknown>>();
  let complaint = '';
  const guarded = (work: Promise<unknown>): void => {
    const watched = work.then(
      () => (complaint = ''),
      (error: unknown) => {
        const said = `delivering failed: ${error instanceof Error ? error.message : String(error)}`;
        // A database that is away is away many times a second.
        if (said !== complaint) complain(said);
        complaint = said;
      },
    );
    underWay.add(watched);
    void watched.finally(() => underWay.delete(watched));
  };
  const pump = (): void => {
    for (const { lane } of lanes) guarded(lane.pump());
  };
  const lookForOrphans = (): void => {
    guarded(
      store.orphaned(now()).then((count) => {
        if (count > 0) kept();
      }),
    );
  };
  if (lanes.length === 0) return { pump, end: async () => Promise.resolve() };
  lookForOrphans();
  const timers = [setInterval(pump, pumpMillis), setInterval(lookForOrphans, orphanMillis)];
  return {
    pump,
    end: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay);
      for (const { lane } of lanes) guarded(lane.settled());
      await Promise.all(underWay);
      for (const { destination } of lanes) await destination.close();
    },
  };
}
