// Sources that Weir asks by itself: how each is doing, for the log, the health and the figures.
import type { Contract } from '../../core/contract/contract.js';
import { durationText } from '../../core/observation/instant.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Intake } from '../../in/intake.js';
import type { Interpreting } from '../../in/observations.js';
import { submitted } from '../../in/submitted.js';
import type { Found } from '../../in/unheard.js';
import { arrivalOfFound } from '../../in/unheard.js';
import type { Store } from '../../store/store.js';
import type { EnvironmentOf } from '../secrets/unsealed.js';
import type { Leasing } from './leasing.js';
import { backoff } from './rounds.js';

export interface SourcesGiven {
  readonly store: Pick<Store, 'offsets'>;
  readonly intake: Pick<Intake, 'submit'>;
  readonly interpreting: Interpreting;
  readonly contract: Contract;
  readonly environmentOf: EnvironmentOf;
  readonly now: () => Instant;
  /** Something was kept that is to be folded. */
  readonly kept: () => void;
  readonly complain: (line: string) => void;
  readonly leasing: Pick<Leasing, 'want' | 'holds'>;
  /** Folder for files that are being taken in. */
  readonly spool: string;
}

/** Keeps what Weir found of how a system is heard; it rejects where that can't be kept. */
export async function keepFound(
  found: Found,
  { intake, interpreting, kept }: Pick<SourcesGiven, 'intake' | 'interpreting' | 'kept'>,
): Promise<void> {
  const arrival = await arrivalOfFound(found, interpreting);
  const { accepted } = await submitted(arrival, async (one) => intake.submit(one));
  if (accepted > 0) kept();
}

/** How a source that Weir asks by itself is doing. */
export interface SourceState {
  readonly source: string;
  readonly system: string;
  /** When all of it had last been read; null: not since the start. */
  readonly readAt: Instant | null;
  readonly failing: { readonly since: Instant; readonly why: string } | null;
  /** Statements that only it brought, since the start. */
  readonly accepted: number;
  /** Of these, what webhooks and polls should have brought before: webhooks that never came. */
  readonly missed: number;
  /** Of these, what was found since all of it was read and nothing came to light. */
  readonly missedLately: number;
  /** What stands against it though it can be read, in full sentences. */
  readonly troubles: readonly string[];
}

export interface Sources {
  readonly states: () => readonly SourceState[];
  readonly end: () => Promise<void>;
}

/** Counts what a source brings, and tells of its faults once each. */
export class Watched {
  #state: SourceState;
  #failures = 0;
  /** As it was when all had last been read. */
  #foundBefore = 0;
  readonly #given: Pick<SourcesGiven, 'now' | 'complain'>;

  constructor(
    names: Pick<SourceState, 'source' | 'system'>,
    given: Pick<SourcesGiven, 'now' | 'complain'>,
  ) {
    this.#given = given;
    this.#state = {
      ...names,
      readAt: null,
      failing: null,
      accepted: 0,
      missed: 0,
      missedLately: 0,
      troubles: [],
    };
  }

  get state(): SourceState {
    return this.#state;
  }

  read(whole: boolean, accepted: number, counts = false): void {
    const { failing, missed, missedLately, accepted: before, readAt } = this.#state;
    const now = this.#given.now();
    if (failing !== null) {
      const lasted = durationText(now - failing.since);
      this.#given.complain(`${this.#state.source} can be read again, after ${lasted}`);
    }
    this.#failures = 0;
    this.#state = {
      ...this.#state,
      readAt: whole ? now : readAt,
      failing: null,
      accepted: before + accepted,
      missed: counts ? missed + accepted : missed,
      missedLately: this.#lately(whole, missedLately + (counts ? accepted : 0)),
    };
  }

  #lately(whole: boolean, found: number): number {
    if (!whole) return found;
    const clean = found === this.#foundBefore;
    this.#foundBefore = clean ? 0 : found;
    return this.#foundBefore;
  }

  /** What stands against it from now on; each is told of once when it comes. */
  troubled(troubles: readonly string[]): void {
    const before = this.#state.troubles;
    for (const sentence of troubles) {
      if (!before.includes(sentence)) this.#given.complain(sentence);
    }
    this.#state = { ...this.#state, troubles };
  }

  /** Another process reads it from now on, and says how it is doing. */
  left(): void {
    this.#failures = 0;
    this.#state = { ...this.#state, failing: null, troubles: [] };
  }

  /** Milliseconds until it is worth another try. */
  failed(why: string, askedMillis: number | null): number {
    const { failing, source } = this.#state;
    this.#failures += 1;
    if (failing?.why !== why) this.#given.complain(`${source} can't be read: ${why}`);
    const since = failing?.since ?? this.#given.now();
    this.#state = { ...this.#state, failing: { since, why } };
    return backoff(this.#failures, askedMillis);
  }
}

/** So many that came by no other way are no accident. */
const missedMany = 20;

/** What of its sources keeps a hub from its work, in full sentences. */
export function sourceReasons(states: readonly SourceState[]): readonly string[] {
  return states.flatMap(({ source, failing, missedLately, troubles }) => [
    ...troubles,
    ...(failing === null ? [] : [`${source} can't be read: ${failing.why}.`]),
    ...(missedLately < missedMany
      ? []
      : [`${source} found ${missedLately} statements that no webhook and no poll had brought.`]),
  ]);
}
