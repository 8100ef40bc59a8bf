// A command is whole only on its way out, and what was erased is not sent, not with holes either.
import { describe, expect, it } from 'vitest';
import type { Delivery, Destination, LookUp, Reply } from '../connectors/connector.js';
import { leaves, withoutTexts } from './echoes.js';
import { personalDestination } from './personal.js';

const command = '{"order":{"placed":{"ship_to":{"$person":"7.0"},"email":{"$person":"7.1"}}}}';
const values = new Map([
  ['7.0', '{"name":"Jane Doe","city":"Ulm","zip":1e2}'],
  ['7.1', '"jane@example.com"'],
]);

interface World {
  readonly destination: Destination;
  /** What stands behind it. */
  readonly inner: Destination;
  readonly people: Parameters<typeof personalDestination>[1];
  readonly sent: Delivery[];
  readonly asked: Delivery[];
}

function world(kept: ReadonlyMap<string, string> | null, reply: Reply, seen: LookUp): World {
  const sent: Delivery[] = [];
  const asked: Delivery[] = [];
  const lookUp = async (delivery: Delivery): Promise<LookUp> => {
    asked.push(delivery);
    return Promise.resolve(seen);
  };
  const inner: Destination = {
    deliver: async (delivery) => {
      sent.push(delivery);
      return Promise.resolve(reply);
    },
    lookUp,
    readBack: lookUp,
    idempotent: () => true,
    close: async () => Promise.resolve(),
  };
  const people = {
    values: async (): Promise<ReadonlyMap<string, string>> =>
      kept === null ? Promise.reject(new Error('the database is away')) : Promise.resolve(kept),
  };
  return { destination: personalDestination(inner, people), inner, people, sent, asked };
}

const taken: Reply = { outcome: 'accepted', answer: 'answered 201', observations: [] };
const unable: LookUp = { found: 'unable' };
const delivery = { key: 'k', command };

describe('personalDestination', () => {
  it('sends the same bytes each time, with the data in them', async () => {
    const { destination, sent, asked } = world(values, taken, unable);
    expect(await destination.deliver(delivery)).toEqual(taken);
    await destination.deliver(delivery);
    await destination.lookUp(delivery);
    await destination.readBack(delivery);
    const whole =
      '{"order":{"placed":{"ship_to":{"name":"Jane Doe","city":"Ulm","zip":1e2},"email":"jane@example.com"}}}';
    expect(sent).toEqual([
      { key: 'k', command: whole },
      { key: 'k', command: whole },
    ]);
    expect(asked.map((one) => one.command)).toEqual([whole, whole]);
    expect(destination.idempotent(delivery)).toBe(true);
  });

  it('refuses what was erased, and sends nothing', async () => {
    const half = new Map([...values].slice(1));
    const { destination, sent } = world(half, taken, unable);
    expect(await destination.deliver(delivery)).toEqual({
      outcome: 'refused',
      answer: 'its personal data was erased',
    });
    expect(sent).toEqual([]);
  });

  it('looks up what was erased, and says that it can not be repeated', async () => {
    const { destination, asked } = world(new Map(), taken, unable);
    expect(destination.idempotent(delivery)).toBe(true);
    expect(await destination.lookUp(delivery)).toEqual(unable);
    expect(asked).toEqual([delivery]);
    expect(destination.idempotent(delivery)).toBe(false);
  });

  it('tries again later where the data could not be read', async () => {
    const { destination, sent } = world(null, taken, unable);
    expect(await destination.deliver(delivery)).toMatchObject({ outcome: 'retry' });
    expect(sent).toEqual([]);
    const plain = { key: 'k', command: '{}' };
    expect(await destination.deliver(plain)).toEqual(taken);
  });

  it('leaves what was erased to a destination that can do without', async () => {
    const { inner, people, sent } = world(new Map([...values].slice(1)), taken, unable);
    const sparing = personalDestination({ ...inner, sparesErased: true }, people);
    expect(await sparing.deliver(delivery)).toEqual(taken);
    const holed = '{"order":{"placed":{"ship_to":{"$person":"7.0"},"email":"jane@example.com"}}}';
    expect(sent).toEqual([{ key: 'k', command: holed }]);
  });

  it('takes out of answers what was sent', async () => {
    const answer = 'answered 422: no mail to Jane@Example.com for jane doe in Ulm';
    const { destination } = world(
      values,
      { outcome: 'refused', answer },
      { found: 'unsure', answer, afterMillis: null },
    );
    const plain = 'answered 422: no mail to [personal] for [personal] in [personal]';
    expect(await destination.deliver(delivery)).toMatchObject({ answer: plain });
    expect(await destination.lookUp(delivery)).toMatchObject({ answer: plain });
  });
});

describe('withoutTexts', () => {
  it('takes out what a limit has cut', () => {
    const long = `answered 400: ${'x'.repeat(190)} jane@exa`;
    expect(withoutTexts(long, leaves('"jane@example.com"'))).toMatch(/xxx \[personal\]$/);
    expect(withoutTexts('answered 200', leaves('[2001234, "200 High St"]'))).toBe('answered 200');
    expect(
      withoutTexts('(a+b)* [x] 4412345678901234567', leaves('["(a+b)*",4412345678901234567]')),
    ).toBe('[personal] [x] [personal]');
  });

  it('takes a text as the characters that it is, whatever they mean in a pattern', () => {
    const texts = leaves(JSON.stringify(['+1-555-0100', 'Jean-Luc', String.raw`a\d[^$|{2}?.]/`]));
    const answer = String.raw`no call to +1-555-0100 for JEAN-LUC at a\d[^$|{2}?.]/, 1115550100`;
    expect(withoutTexts(answer, texts)).toBe(
      'no call to [personal] for [personal] at [personal], 1115550100',
    );
  });

  it('takes texts that are longer than any answer', () => {
    const long = 'x'.repeat(40_000);
    expect(withoutTexts('answered 201', leaves(JSON.stringify([long])))).toBe('answered 201');
    const cut = `answered 400: ${'x'.repeat(300)}`;
    expect(withoutTexts(cut, leaves(JSON.stringify([`answered 400: ${long}`])))).toBe('[personal]');
  });
});

describe('what a destination says of itself', () => {
  it('reaches the lane: how its commands are written', () => {
    const { inner, people } = world(
      values,
      { outcome: 'retry', answer: '', afterMillis: null },
      { found: 'absent' },
    );
    const wordings = { 'create-order': 'a' };
    expect(personalDestination({ ...inner, wordings }, people).wordings).toEqual(wordings);
    expect(personalDestination(inner, people).wordings).toBeUndefined();
  });
});
