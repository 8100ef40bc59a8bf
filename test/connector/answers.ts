// How a connector carries commands: what every kind of answer, and none, is taken to mean, that a
// repeat is the same request, and that a look-up settles what nobody knows.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector, Delivery, Destination, Reply } from '../../src/connectors/connector.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { Instant } from '../../src/core/observation/instant.js';
import type { Answer, Asked, Manner } from './peer.js';
import { answering, brokenOff, meaningless, Peer, redirecting, redirects } from './peer.js';

/** A system that takes commands, as far as only its connector knows it. */
export interface Answering {
  readonly system: string;
  /** With the system at that address, which may be reached, and a deadline of a second. */
  readonly contract: (url: string) => Contract;
  readonly environment: Readonly<Record<string, string>>;
  /** A command that can be looked up. */
  readonly delivery: Delivery;
  /** A command of which the contract says no way to look it up. */
  readonly unaskable: Delivery;
  /** The answer by which the system says that it took the command. */
  readonly taken: Answer;
  /** The answers to a look-up. */
  readonly there: Answer;
  readonly notThere: Answer;
}

type Opens = NonNullable<Connector['destination']>;
type Outcome = Reply['outcome'];

const now = Date.parse('2026-03-04T10:00:00Z') as Instant;
const later = Date.parse('2026-03-05T11:11:11Z') as Instant;

/** Statuses with a body that says nothing further -> what they mean. */
const meanings: readonly (readonly [number, Outcome])[] = [
  [204, 'accepted'],
  [400, 'refused'],
  // Mended by new credentials, not by another command.
  [401, 'retry'],
  [403, 'refused'],
  [404, 'refused'],
  [408, 'retry'],
  [409, 'refused'],
  [410, 'refused'],
  [422, 'refused'],
  [425, 'retry'],
  [429, 'retry'],
  [500, 'unknown'],
  [502, 'unknown'],
  [503, 'unknown'],
  [504, 'unknown'],
];

const waits: readonly (readonly [string, number | null])[] = [
  ['7', 7_000],
  ['0', 0],
  ['Wed, 04 Mar 2026 10:00:30 GMT', 30_000],
  ['Wed, 04 Mar 2026 09:00:00 GMT', null],
  ['-5', null],
  ['soon', null],
  ['99999999999999999999', null],
];

class Trial {
  readonly peer: Peer;
  readonly #opens: Opens;
  readonly #given: Answering;
  readonly #opened: Destination[] = [];

  constructor(peer: Peer, opens: Opens, given: Answering) {
    this.peer = peer;
    this.#opens = opens;
    this.#given = given;
  }

  open(at: Instant = now): Destination {
    const { system, contract, environment } = this.#given;
    const opened = this.#opens({
      contract: contract(this.peer.url),
      system,
      environment,
      now: () => at,
    });
    if ('failed' in opened) throw new Error(opened.failed);
    this.#opened.push(opened);
    return opened;
  }

  async deliver(manner: Manner): Promise<Reply> {
    this.peer.manner = manner;
    return this.open().deliver(this.#given.delivery);
  }

  async close(): Promise<void> {
    for (const one of this.#opened) await one.close();
    this.peer.close();
  }
}

/** What of a request the other side can tell apart. */
function told({ method, path, headers, body }: Asked): unknown {
  const { connection: _connection, ...others } = headers;
  return { method, path, headers: others, body };
}

export function keepsItsWord(opens: Opens, given: Answering): void {
  let trial: Trial;

  beforeEach(async () => {
    trial = new Trial(await Peer.open(), opens, given);
  });

  afterEach(async () => {
    await trial.close();
  });

  describe('by the answer', () => {
    meansWhatItSays(() => trial, given);
  });

  describe('by a repeat', () => {
    repeatsItself(() => trial, given);
  });

  describe('by a look-up', () => {
    looksUp(() => trial, given);
  });
}

function meansWhatItSays(trial: () => Trial, { taken, delivery }: Answering): void {
  it.each([200, 201, 202])('%i that says so is accepted', async (status) => {
    const reply = await trial().deliver(answering({ ...taken, status }));
    expect(reply).toMatchObject({ outcome: 'accepted', answer: expect.any(String) as unknown });
  });

  it.each(meanings)('%i is %s', async (status, outcome) => {
    const body = status === 204 ? '' : '{}';
    expect(await trial().deliver(answering({ status, body }))).toMatchObject({ outcome });
  });

  it.each(redirects)('%i is not followed, and not accepted', async (status) => {
    const reply = await trial().deliver(redirecting(status));
    expect(['refused', 'unknown']).toContain(reply.outcome);
    expect(trial().peer.asked).toHaveLength(1);
  });

  it.each(waits)('429 with Retry-After: %s waits %s ms', async (text, afterMillis) => {
    const headers = { 'retry-after': text };
    const reply = await trial().deliver(answering({ status: 429, headers, body: '{}' }));
    expect(reply).toMatchObject({ outcome: 'retry', afterMillis });
  });

  it('503 with a time to come back was not taken', async () => {
    const headers = { 'retry-after': '5' };
    const reply = await trial().deliver(answering({ status: 503, headers, body: '{}' }));
    expect(reply).toMatchObject({ outcome: 'retry', afterMillis: 5_000 });
  });

  it.each(Object.entries({ ...brokenOff, ...meaningless }))(
    'one that %s is unknown',
    async (_name, manner) => {
      const reply = await trial().deliver(manner);
      expect(reply).toMatchObject({ outcome: 'unknown' });
      expect(reply.answer.length).toBeLessThan(500);
    },
  );

  it('nobody there is tried again', async () => {
    const destination = trial().open();
    trial().peer.close();
    expect(await destination.deliver(delivery)).toMatchObject({ outcome: 'retry' });
  });

  it('anything else is one of the four, and nothing is thrown', async () => {
    const destination = trial().open();
    const answers = fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      headers: fc.record({ 'retry-after': fc.stringMatching(/^[ -~]{0,12}$/) }),
      body: fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
    });
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        trial().peer.manner = answering(answer);
        const { outcome } = await destination.deliver(delivery);
        expect(['accepted', 'retry', 'refused', 'unknown']).toContain(outcome);
        expect(outcome === 'accepted' && answer.status >= 300).toBe(false);
      }),
    );
  });
}

function repeatsItself(trial: () => Trial, { delivery, unaskable }: Answering): void {
  it('sends the same bytes under the same key, whenever and by whomever it is sent', async () => {
    const { peer } = trial();
    peer.manner = answering({ status: 500, body: '{}' });
    const first = trial().open();
    for (const each of [first, first, trial().open(later)]) await each.deliver(delivery);
    const [one, ...others] = peer.asked.map(told);
    expect(others).toEqual([one, one]);
    expect(JSON.stringify(one)).toContain(delivery.key);
  });

  it('sends another command under another key', async () => {
    const { peer } = trial();
    const destination = trial().open();
    await destination.deliver(delivery);
    await destination.deliver(unaskable);
    expect(JSON.stringify(peer.asked.at(-1))).toContain(unaskable.key);
    expect(JSON.stringify(peer.asked.at(-1))).not.toContain(delivery.key);
  });
}

function looksUp(trial: () => Trial, given: Answering): void {
  const { delivery, unaskable, there, notThere } = given;

  it('finds what was taken although the answer was lost', async () => {
    const taken = new Set<string>();
    trial().peer.manner = ({ method, body }, response) => {
      if (method === 'GET') answering(taken.size > 0 ? there : notThere)({} as Asked, response);
      else {
        taken.add(body);
        response.socket?.resetAndDestroy();
      }
    };
    const destination = trial().open();
    expect(await destination.lookUp(delivery)).toEqual({ found: 'absent' });
    expect(await destination.deliver(delivery)).toMatchObject({ outcome: 'unknown' });
    expect(await destination.lookUp(delivery)).toMatchObject({ found: 'present' });
    const found = await destination.readBack(delivery);
    expect(['present', 'unsure']).toContain(found.found);
  });

  it('says that it can not be asked, and asks nothing', async () => {
    expect(await trial().open().lookUp(unaskable)).toEqual({ found: 'unable' });
    expect(await trial().open().readBack(unaskable)).toEqual({ found: 'unable' });
    expect(trial().peer.asked).toEqual([]);
  });

  const unsure = {
    ...Object.fromEntries(
      [400, 401, 403, 429, 500, 502, 503].map((status) => [
        `answers ${status}`,
        answering({ status, body: '{}' }),
      ]),
    ),
    'leads elsewhere': redirecting(302),
    ...brokenOff,
    ...meaningless,
  };

  it.each(Object.entries(unsure))('is unsure of one that %s', async (_name, manner) => {
    trial().peer.manner = manner;
    const destination = trial().open();
    expect(await destination.lookUp(delivery)).toMatchObject({ found: 'unsure' });
    expect(await destination.readBack(delivery)).toMatchObject({ found: 'unsure' });
  });
}
