// How a connector asks a system for what has changed: which page it asks for, and what every kind of
// answer, and none, leads to.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector, PageAnswer, PageRequest, Polled } from '../../src/connectors/connector.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { PollDeclaration } from '../../src/core/contract/poll.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Answer, Manner } from './peer.js';
import { answering, brokenOff, Peer, redirecting, redirects } from './peer.js';
import type { OpensShown } from './walks.js';
import { missesNothing } from './walks.js';

/** A system that is polled, as far as only its connector knows it. */
export interface Paging {
  readonly system: string;
  /** With the system at that address, which may be reached, and a deadline of a second. */
  readonly contract: (url: string) => Contract;
  readonly environment: Readonly<Record<string, string>>;
  /** A page that leads to another, and one that is the last. */
  readonly first: Answer;
  readonly last: Answer;
  /** Over the made-up system of the test, whose pages it asks for as the contract there says. */
  readonly shown: OpensShown;
}

type Opens = NonNullable<Connector['polled']>;

const now = Date.parse('2026-03-04T10:00:00Z') as Instant;
const since = Date.parse('2026-03-03T10:15:30.250Z') as Instant;

class Trial {
  readonly peer: Peer;
  readonly polled: Polled;
  readonly #poll: PollDeclaration;

  constructor(peer: Peer, opens: Opens, given: Paging) {
    const { system, environment } = given;
    const contract = given.contract(peer.url);
    const polled = opens({ contract, system, environment, now: () => now });
    if ('failed' in polled) throw new Error(polled.failed);
    const [poll] = contract.polls.get(system) ?? [];
    if (poll === undefined) throw new Error(`the contract does not poll ${system}`);
    this.peer = peer;
    this.polled = polled;
    this.#poll = poll;
  }

  async ask(manner: Manner, request: Partial<PageRequest> = {}): Promise<PageAnswer> {
    this.peer.manner = manner;
    return this.polled.page({ poll: this.#poll, since, next: null, page: 1, ...request });
  }

  async close(): Promise<void> {
    await this.polled.close();
    this.peer.close();
  }
}

export function answersPages(opens: Opens, given: Paging): void {
  describe('by the answer', () => {
    answersEachPage(opens, given);
  });

  describe('from walk to walk', () => {
    missesNothing(given.shown);
  });
}

function answersEachPage(opens: Opens, given: Paging): void {
  let trial: Trial;

  beforeEach(async () => {
    trial = new Trial(await Peer.open(), opens, given);
  });

  afterEach(async () => {
    await trial.close();
  });

  it('gives the bytes of a page as they came, and goes on to the last', async () => {
    const first = await trial.ask(answering(given.first));
    expect(first).toMatchObject({ got: 'page', next: expect.any(String) as unknown });
    if (first.got !== 'page') return;
    expect(Buffer.from(first.body).toString('utf8')).toBe(given.first.body);
    const last = await trial.ask(answering(given.last), { next: first.next, page: 2 });
    expect(last).toMatchObject({ got: 'page', next: null });
    const [one, two] = trial.peer.asked.map(({ path }) => path);
    expect(two).not.toBe(one);
  });

  it('asks the same for the same, and otherwise for another time', async () => {
    const manner = answering(given.last);
    for (const from of [since, since, null, (since + 86_400_000) as Instant]) {
      await trial.ask(manner, { since: from });
    }
    const [one, two, ...others] = trial.peer.asked.map(({ path }) => path);
    expect(two).toBe(one);
    expect(new Set([one, ...others]).size).toBe(3);
  });

  it.each([400, 401, 403, 404, 410, 422, 429, 500, 502, 503])(
    'gets nothing by %i',
    async (status) => {
      const answer = await trial.ask(answering({ ...given.first, status }));
      expect(answer).toMatchObject({ got: 'nothing', afterMillis: null });
    },
  );

  it.each([429, 503])('comes again when %i says so', async (status) => {
    const answer = await trial.ask(answering({ status, headers: { 'retry-after': '30' } }));
    expect(answer).toMatchObject({ got: 'nothing', afterMillis: 30_000 });
  });

  it.each(redirects)('does not follow %i', async (status) => {
    expect(await trial.ask(redirecting(status))).toMatchObject({ got: 'nothing' });
    expect(trial.peer.asked).toHaveLength(1);
  });

  it.each(Object.entries(brokenOff))('gets nothing of one that %s', async (_name, manner) => {
    expect(await trial.ask(manner)).toMatchObject({ got: 'nothing', afterMillis: null });
  });

  it('throws for nothing that it is answered', async () => {
    const answers = fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      headers: fc.record({ link: fc.stringMatching(/^[ -~]{0,40}$/) }),
      body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
    });
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        const { got } = await trial.ask(answering(answer));
        expect(['page', 'nothing']).toContain(got);
        expect(got === 'page' && answer.status >= 300).toBe(false);
      }),
    );
  });
}
