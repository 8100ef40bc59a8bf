// The lanes of a hub: one for each system that a rule can be told to. What they need of the clock is
// here: they are pumped after each fold and a few times a second, and end with what is under way.
import type { Destination } from '../../connectors/connector.js';
import { destinationOf } from '../../connectors/registry.js';
import type { Contract } from '../../core/contract/contract.js';
import type { Instant } from '../../core/observation/instant.js';
import { reasonOf } from '../../core/reason.js';
import type { Interpreting } from '../../in/observations.js';
import type { LaneGiven } from '../../out/lane.js';
import { Lane } from '../../out/lane.js';
import { personalDestination } from '../../out/personal.js';
import type { Store } from '../../store/store.js';
import type { Answers } from './answering.js';
import { answerGroup, answeringOf, atOnce, gathering } from './answering.js';
import type { LaneFigures } from '../metrics.js';
import type { EnvironmentOf } from '../secrets/unsealed.js';
import type { NoLedger } from './ledger.js';
import { certificateTroubles } from './certificates.js';
import { Sharing } from './sharing.js';

export interface LanesGiven {
  readonly store: Store;
  readonly interpreting: Interpreting;
  readonly contract: Contract;
  readonly environmentOf: EnvironmentOf;
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
  /** How each of them stands. */
  readonly figures: (now: Instant) => readonly LaneFigures[];
}

interface OpenLane {
  readonly to: string;
  readonly lane: Lane;
  readonly destination: Destination;
}

const pumpMillis = 250;
/** So often it is looked who else delivers, and what those have claimed who are gone. */
const othersMillis = 1_000;
/** A claim that took longer may be another's by now: this process may have been stopped meanwhile. */
const claimMillis = 2_000;
/**
 * Answers of a lane that carries so many at once wait for others: what a transaction costs beside its rows is
 * most of what one answer costs, and a slot that is held a little longer is none too few.
 */
const wideLane = 16;
const gatherMillis = 20;
const breaker = { failures: 5, closedMillis: 2_000 } as const;

export function openLanes(given: LanesGiven): Lanes | NoLedger {
  const lanes: OpenLane[] = [];
  const answers = { group: answerGroup(given.store), gathered: gathering(gatherMillis) };
  const sharing = new Sharing(given.store);
  const shared: LaneToGiven = { ...given, sharers: () => sharing.sharers };
  const { contract, environmentOf, now, complain } = given;
  const live = liveDestinations(contract);
  for (const to of toldDestinations(contract)) {
    const destination = destinationOf({
      contract,
      system: to,
      environment: environmentOf(to),
      now,
    });
    if ('failed' in destination) {
      if (live.has(to)) return { failed: `${destination.failed}.`, ofCall: true };
      // A rule can go live while the hub runs; to this system only after another start.
      complain(`nothing can be sent to ${to}: ${destination.failed}`);
      continue;
    }
    lanes.push({ to, lane: laneTo(to, destination, shared, answers), destination });
  }
  return running(lanes, sharing, given);
}

function liveDestinations({ rules }: Pick<Contract, 'rules'>): ReadonlySet<string> {
  return new Set(rules.filter(({ mode }) => mode === 'live').flatMap(({ to }) => to));
}

/** Systems that some rule could be told to, in whichever mode it is. */
function toldDestinations({ rules, destinations }: Contract): ReadonlySet<string> {
  const told = rules.flatMap(({ to, operation }) =>
    to.filter((system) => destinations.get(system)?.commands.has(operation) === true),
  );
  return new Set([...told, ...liveDestinations({ rules })]);
}

export interface LaneToGiven extends LanesGiven, Pick<LaneGiven, 'sharers'> {}

/** The lane to one system. */
export function laneTo(
  to: string,
  destination: Destination,
  given: LaneToGiven,
  answers: Answers,
): Lane {
  const { store, contract, now, kept } = given;
  const declared = contract.destinations.get(to);
  const rules = new Map(contract.rules.map((rule) => [rule.id, rule]));
  const concurrency = declared?.concurrency ?? 1;
  const { group } = answers;
  const gathered = concurrency < wideLane ? atOnce : answers.gathered;
  const answering = answeringOf(to, { group, gathered }, given);
  return new Lane({
    to,
    store: { ids: store.ids, claim: claimingOf(given), answer: answering.answer },
    destination: personalDestination(destination, store.people),
    limits: {
      ...breaker,
      concurrency,
      perSecond: declared?.perSecond ?? 1,
    },
    sharers: given.sharers,
    now,
    acknowledgedBy: (rule) => rules.get(rule)?.acknowledgedBy ?? 'event',
    isTold: (rule) => rules.get(rule)?.to.includes(to) === true,
    take: answering.take,
    answered: kept,
  });
}

function claimingOf({ store, now }: LanesGiven): Store['claim'] {
  return async (request) => {
    const from = now();
    const claims = await store.claim(request);
    if (now() - from > claimMillis) throw new Error('the claims came too late to be sent');
    return claims;
  };
}

function running(lanes: readonly OpenLane[], sharing: Sharing, given: LanesGiven): Lanes {
  const { store, now, kept, complain } = given;
  const underWay = new Set<Promise<unknown>>();
  let complaint = '';
  const guarded = (work: Promise<unknown>): void => {
    const watched = work.then(
      () => (complaint = ''),
      (error: unknown) => {
        const said = `delivering failed: ${reasonOf(error)}`;
        // A database that is away is away many times a second.
        if (complaint === '') complain(said);
        complaint = said;
      },
    );
    underWay.add(watched);
    void watched.finally(() => underWay.delete(watched));
  };
  let isEnded = false;
  const pump = (): void => {
    // Folds go on behind lanes that end: what they make ready is for the next start.
    if (isEnded) return;
    for (const { lane } of lanes) guarded(lane.pump());
  };
  const lookAtOthers = (): void => {
    guarded(sharing.look().then(pump));
    guarded(
      store.orphaned(now()).then((count) => {
        if (count > 0) kept();
      }),
    );
  };
  const figures: Lanes['figures'] = (at) =>
    lanes.map(({ to, lane, destination }) => ({
      to,
      closed: lane.closed(at),
      troubles: certificateTroubles(to, destination, at),
    }));
  if (lanes.length === 0) return { pump, figures, end: async () => Promise.resolve() };
  lookAtOthers();
  const timers = [setInterval(pump, pumpMillis), setInterval(lookAtOthers, othersMillis)];
  return {
    pump,
    figures,
    end: async () => {
      isEnded = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay);
      for (const { lane } of lanes) guarded(lane.settled());
      await Promise.all(underWay);
      for (const { destination } of lanes) await destination.close();
    },
  };
}
