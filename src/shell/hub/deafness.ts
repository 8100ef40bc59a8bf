// Notes when nobody listened: a poll that fails, a webhook subscription that is lost, a hub that was not there.
// Truth takes no silence of such a time for an answer.
import type { Contract } from '../../core/contract/contract.js';
import type { Deafness } from '../../core/ledger/deafness.js';
import { deafSources, deafnessOf, withPast } from '../../core/ledger/deafness.js';
import type { Instant } from '../../core/observation/instant.js';
import type { PollRoute } from '../../in/reconcile.js';
import { routesOf } from '../../in/reconcile.js';
import type { Store } from '../../store/store.js';
import type { Rounds } from './rounds.js';
import { rounds } from './rounds.js';

type Given = Pick<Store, 'offsets'>;

/** Whether what one source has to tell reaches the hub. */
export class Listener {
  readonly #system: string;
  readonly #source: string;
  readonly #offsets: Store['offsets'];

  constructor(
    { system, source }: { readonly system: string; readonly source: string },
    { offsets }: Given,
  ) {
    this.#system = system;
    this.#source = `${deafSources}${source}`;
    this.#offsets = offsets;
  }

  /** @param since what had happened by then has been heard. */
  async deaf(since: Instant): Promise<void> {
    const before = await this.#before();
    if (before.since === null) await this.#keep({ ...before, since });
  }

  /** Everything has been heard up to now. */
  async caughtUp(): Promise<void> {
    const before = await this.#before();
    if (before.since !== null) await this.#keep({ ...before, since: null });
  }

  /** It is heard from now on; what was to be told meanwhile never will be. */
  async hears(now: Instant): Promise<void> {
    const before = await this.#before();
    const { since } = before;
    if (since === null) return;
    await this.#keep({ ...withPast(before, { from: since, until: now }), since: null });
  }

  async #before(): Promise<Deafness> {
    return deafnessOf(await this.#offsets.at(this.#source), this.#system);
  }

  async #keep(after: Deafness): Promise<void> {
    await this.#offsets.keep({ source: this.#source, cursor: JSON.stringify(after) });
  }
}

/**
 * A poll whose word is the only one of its system; null: webhooks tell it besides, or it is read again for
 * what they missed.
 */
export function listenerOf(
  { system, route }: { readonly system: string; readonly route: PollRoute },
  { store, contract }: { readonly store: Given; readonly contract: Contract },
): Listener | null {
  const isOnlyWord = !route.counts && !contract.webhooks.has(system);
  return isOnlyWord ? new Listener({ system, source: route.source }, store) : null;
}

/** Webhooks that are the only word of their system; null: it is asked besides, or drops files. */
export function webhookListenerOf(
  system: string,
  {
    store,
    contract: { polls, fileSources },
  }: { readonly store: Given; readonly contract: Pick<Contract, 'polls' | 'fileSources'> },
): Listener | null {
  const isOnlyWord = !polls.has(system) && !fileSources.has(system);
  return isOnlyWord ? new Listener({ system, source: `webhooks:${system}` }, store) : null;
}

const beatMillis = 60_000;
/** Whoever posts tries again for so long at least: nothing is lost. */
const downMillis = 5 * beatMillis;
const presence = `${deafSources}hub`;

/** Clocks of several machines differ by as much. */
const skewMillis = 5 * beatMillis;

interface Presence extends Deafness {
  /** When a process with doors last said that it is there. */
  readonly beat: Instant;
}

interface Present {
  readonly store: Given;
  readonly contract: Contract;
  /** The clock was set back: what was planned by it is to be planned anew. */
  readonly setBack: () => Promise<void>;
}

/** Says that there is a hub now; after a time without one, since when nobody listened. */
export async function present({ store, contract, setBack }: Present, now: Instant): Promise<void> {
  const { offsets } = store;
  const cursor = await offsets.at(presence);
  const before = deafnessOf(cursor, null) as Partial<Presence> & Deafness;
  const from = before.beat ?? now;
  const wasAway = now - from > downMillis;
  const after = wasAway ? withPast(before, { from, until: now }) : before;
  if (wasAway) {
    for (const [system, declarations] of contract.polls) {
      for (const route of declarations.flatMap((one) => routesOf(system, one))) {
        await listenerOf({ system, route }, { store, contract })?.deaf(from);
      }
    }
  }
  if (from - now > skewMillis) await setBack();
  const said: Presence = { ...after, beat: now };
  await offsets.keep({ source: presence, cursor: JSON.stringify(said) });
}

/** Says so from now on; what ends it. It has said so once when it resolves. */
export async function presentUntil(given: Present, now: () => Instant): Promise<Rounds['end']> {
  await present(given, now());
  return rounds(async () => {
    // A store that is away hears of it the next time.
    await present(given, now()).catch(() => undefined);
    return beatMillis;
  }, beatMillis).end;
}
