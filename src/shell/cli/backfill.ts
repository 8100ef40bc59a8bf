// `weir backfill`: has a polled system tell everything since a time. How far it came is kept: the same
// call after an end in the middle goes on from there. A hub that runs folds what comes of it at once.
import type { Polled } from '../../connectors/connector.js';
import { polledOf } from '../../connectors/registry.js';
import type { Contract } from '../../core/contract/contract.js';
import type { PollDeclaration } from '../../core/contract/poll.js';
import { durationWords } from '../../core/contract/duration.js';
import { OrderNames } from '../../core/identity/names.js';
import type { Instant } from '../../core/observation/instant.js';
import { instantText } from '../../core/observation/instant.js';
import { Poll } from '../../in/poll.js';
import type { Store } from '../../store/store.js';
import { digest } from '../hub/ledger.js';
import { backoff } from '../hub/rounds.js';
import { unsealed } from '../secrets/unsealed.js';
import type { LedgerVerbDoors, LedgerVerbOptions } from './ledger-verb.js';
import { withLedger } from './ledger-verb.js';
import { loadedContract } from './loaded-contract.js';
import { momentOf } from './moment.js';
import type { ExitCode } from './verb.js';

export interface BackfillOptions extends LedgerVerbOptions {
  readonly contract?: string;
  readonly since: string;
}

/** Faults in a row after which it gives up; the same call goes on later. */
const failuresMax = 8;

export async function runBackfill(
  system: string,
  { contract: file, data, json, since }: BackfillOptions,
  doors: LedgerVerbDoors,
): Promise<ExitCode> {
  const contract = await loadedContract('backfill', file, doors);
  if (contract === null) return 2;
  const time = momentOf(since, contract.systems.get(system)?.zone ?? null);
  if (time === null) {
    doors.err(`weir backfill: --since ${since} is no time: write 2026-03-04.\n`);
    return 2;
  }
  const polls = contract.polls.get(system) ?? [];
  if (!polls.some((poll) => poll.since !== null)) {
    const lacks = `no poll: with since: for ${system}: write one under http: of it`;
    doors.err(`weir backfill: the contract has ${lacks}.\n`);
    return 2;
  }
  return withLedger('backfill', { data, doors, makes: true }, async (store) => {
    const place = { environment: process.env, data: data ?? '.weir' };
    const { environmentOf, shut } = await unsealed({ ...place, store, contract });
    for (const sentence of shut) doors.err(`weir backfill: ${sentence}\n`);
    const environment = environmentOf(system);
    const polled = polledOf({ contract, system, environment, now: doors.now });
    if ('failed' in polled) {
      doors.err(`weir backfill: ${polled.failed}.\n`);
      return 2;
    }
    try {
      const each: Filled[] = [];
      for (const declaration of polls) {
        if (declaration.since === null) continue;
        const given = { system, declaration, time, polled, store, contract };
        each.push(await filled(given, doors));
      }
      if (json === true) for (const one of each) doors.out(`${JSON.stringify(one)}\n`);
      return each.every(({ failed }) => failed === null) ? 0 : 3;
    } finally {
      await polled.close();
    }
  });
}

interface Filling {
  readonly system: string;
  readonly declaration: PollDeclaration;
  readonly time: Instant;
  readonly polled: Polled;
  readonly store: Store;
  readonly contract: Contract;
}

interface Filled {
  readonly reader: string;
  readonly since: string;
  readonly pages: number;
  /** Statements that were not there before. */
  readonly accepted: number;
  readonly failed: string | null;
}

async function filled(given: Filling, { err, now }: LedgerVerbDoors): Promise<Filled> {
  const { declaration, time } = given;
  const { reader } = declaration;
  const poll = pollOf(given);
  const done = { reader, since: instantText(time), pages: 0, accepted: 0 };
  for (let failures = 0; failures < failuresMax;) {
    const step = await poll.step(now());
    if (step.kind === 'failed') {
      failures += 1;
      if (failures === failuresMax) {
        err(`weir backfill: ${reader}: ${step.why}. The same call goes on from here.\n`);
        return { ...done, failed: step.why };
      }
      const wait = backoff(failures, step.afterMillis);
      const seconds = Math.ceil(wait / 1_000) * 1_000;
      err(`weir backfill: ${reader}: ${step.why}; again in ${durationWords(seconds)}.\n`);
      await new Promise((resolve) => setTimeout(resolve, wait));
      continue;
    }
    failures = 0;
    done.pages += 1;
    done.accepted += step.accepted;
    if (step.kind === 'disturbed') {
      err(`weir backfill: ${reader}: rows moved between its pages; it is read again.\n`);
    }
    if (step.kind !== 'finished') {
      await new Promise((resolve) => setTimeout(resolve, pageMillis(given)));
      continue;
    }
    const { pages, accepted } = done;
    err(`weir backfill: ${reader}: ${pages} pages read, ${accepted} statements were new.\n`);
    break;
  }
  return { ...done, failed: null };
}

function pageMillis({ contract, system }: Filling): number {
  return 1_000 / (contract.destinations.get(system)?.perSecond ?? 1);
}

function pollOf({ system, declaration, time, polled, store, contract }: Filling): Poll {
  const names = new OrderNames(contract.joins);
  return new Poll({
    system,
    declaration,
    source: `backfill:${system}/${declaration.reader}@${instantText(time)}`,
    span: { from: 'time', time },
    graceMillis: 0,
    polled,
    store,
    interpreting: { contract, names, digest, ids: store.ids },
    submit: async (arrival) => {
      const [received] = await store.receive([arrival]);
      return received ?? { busy: true };
    },
  });
}
