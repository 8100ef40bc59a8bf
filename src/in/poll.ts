// Asks one system again and again for what has changed, a page at a step. A page and how far it leads
// are kept in one transaction: after a crash anywhere it goes on with the page that was not kept.
import type { Polled, Reading } from '../connectors/connector.js';
import type { PollDeclaration } from '../core/contract/poll.js';
import type { Instant } from '../core/observation/instant.js';
import type { PageOptions } from '../files/read-page.js';
import { readPage } from '../files/read-page.js';
import type { Arrival, Receipt, Store } from '../store/store.js';
import { documentMapping } from './documents.js';
import { interpreted } from './interpret.js';
import type { Interpreting } from './observations.js';
import type { Onward, PollCursor, PollSpan } from './poll-cursor.js';
import { afterPage, cursorOf, cursorText, walkOf } from './poll-cursor.js';
import type { Submit } from './submitted.js';

export interface PollGiven {
  readonly system: string;
  readonly declaration: PollDeclaration;
  /** Names its offset: `poll:shop/orders`. */
  readonly source: string;
  readonly span: PollSpan;
  /** What changed later than so long ago is left to others. */
  readonly graceMillis: number;
  readonly polled: Pick<Polled, 'page'>;
  readonly store: Pick<Store, 'offsets'>;
  readonly submit: Submit;
  readonly interpreting: Interpreting;
}

export type Step =
  /**
   * - `on`: a page was kept, and there is another
   * - `finished`: for now there is nothing more
   * - `disturbed`: rows moved between the pages, so that the same is asked again at the next time
   */
  | {
      readonly kind: 'on' | 'finished' | 'disturbed';
      /** Statements that nobody had told before. */
      readonly accepted: number;
      /** No walk had been finished before. */
      readonly first: boolean;
    }
  | { readonly kind: 'failed'; readonly why: string; readonly afterMillis: number | null };

/** So often a page may fail before its walk is begun anew: what led to it may have expired. */
const failuresOfPage = 4;

export class Poll {
  readonly #given: PollGiven;
  /** As it is kept; null: to be looked up. */
  #cursor: PollCursor | null = null;
  #failures = 0;

  constructor(given: PollGiven) {
    this.#given = given;
  }

  /** Another may have gone on meanwhile: where to go on is asked anew. */
  forget(): void {
    this.#cursor = null;
  }

  /** One page. It rejects only where the store does, and may be taken again then. */
  async step(now: Instant): Promise<Step> {
    const { store, source } = this.#given;
    const cursor = this.#cursor ?? cursorOf(await store.offsets.at(source));
    // Until it is known to be kept: a commit whose answer was lost may have moved it.
    this.#cursor = null;
    return this.#page(cursor, now);
  }

  async #page(cursor: PollCursor, now: Instant): Promise<Step> {
    const { declaration, span, polled } = this.#given;
    const walk = walkOf(cursor, declaration, { span, now });
    const answer = await polled.page({
      poll: declaration,
      since: walk.from,
      next: walk.next,
      page: walk.page,
    });
    if (answer.got === 'nothing') return this.#failed(cursor, answer.why, answer.afterMillis);
    const { system, interpreting } = this.#given;
    const options: PageOptions = {
      contract: interpreting.contract,
      system,
      reader: declaration.reader,
      changed: declaration.changed,
      came: answer.servedAt ?? now,
      graceMillis: this.#given.graceMillis,
    };
    const reading = await readPage(answer.body, options);
    if (reading.kind === 'unreadable') return this.#failed(cursor, reading.reason, null);
    const { readings, changed } = reading;
    // By its rows, for a page may carry what differs each time; without rows by all of it.
    const rows = readings.length === 0 ? answer.body : JSON.stringify(readings);
    const digest = interpreting.digest(rows);
    const { next, servedAt } = answer;
    const page = { changed, next, servedAt, digest };
    const onward = afterPage(cursor, walk, { page, plan: declaration, now });
    // Rows that moved can show a page twice: from its first page on it may be another walk.
    if (onward.kind === 'stuck') return this.#failed({ ...cursor, walk: null }, onward.why, null);
    const first = cursor.walkedAt === null;
    return this.#keep(onward, {
      ...{ body: answer.body, readings, digest, now },
      ...{ came: options.came, first },
    });
  }

  async #keep(onward: Exclude<Onward, { readonly kind: 'stuck' }>, page: Arrived): Promise<Step> {
    const { store, source, submit } = this.#given;
    const offset = { source, cursor: cursorText(onward.cursor) };
    let accepted = 0;
    if (page.readings.length === 0) await store.offsets.keep(offset);
    else {
      const received = await submit({ ...(await this.#arrival(page)), offset });
      if ('busy' in received) return { kind: 'failed', why: 'the hub is busy', afterMillis: null };
      ({ accepted } = received);
    }
    this.#failures = 0;
    // Each walk begins by what the store says: after a failover it may say less than was kept.
    this.#cursor = onward.kind === 'on' ? onward.cursor : null;
    const { first } = page;
    return { kind: onward.kind, accepted, first };
  }

  async #arrival({ body, readings, digest: said, now, came }: Arrived): Promise<Arrival> {
    const { system, source, declaration, interpreting } = this.#given;
    const digest = interpreting.digest(body);
    const receipt: Receipt = {
      id: await interpreting.ids(1),
      system,
      source: 'poll',
      // The same bytes that say the same, as a poll reads them that goes back by its overlap, are kept once. What
      // its rows say may go by when they came: then they are another receipt.
      position: `${source}/${digest.slice(0, 32)}/${said.slice(0, 32)}`,
      at: now,
      // What reading it again needs besides its bytes.
      headers: { reader: declaration.reader, came: String(came) },
      body,
      digest,
    };
    const mapping = documentMapping(system, declaration.reader, interpreting);
    return interpreted(receipt, { readings, mapping }, interpreting);
  }

  #failed(cursor: PollCursor, why: string, afterMillis: number | null): Step {
    this.#failures += 1;
    const anew = this.#failures % failuresOfPage === 0;
    this.#cursor = anew ? { ...cursor, walk: null } : cursor;
    return { kind: 'failed', why, afterMillis };
  }
}

interface Arrived {
  readonly body: Uint8Array;
  readonly readings: readonly Reading[];
  /** Of what its rows say. */
  readonly digest: string;
  readonly now: Instant;
  /** Which time its reader took for the present. */
  readonly came: Instant;
  readonly first: boolean;
}
