// Personal data leaves a line and comes back as it was; what the core reads is not touched by it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnreadable, readObservation } from '../observation/read.js';
import { bareLine, joined, personalPlaces, split, tokensIn } from './split.js';

const nothing: ReadonlySet<string> = new Set();

function splitOf(line: string, id = 7): ReturnType<typeof split> {
  return split(line, personalPlaces(line, nothing), id);
}

function valuesOf(values: readonly string[], id = 7): ReadonlyMap<string, string> {
  return new Map(values.map((value, number) => [`${id}.${number}`, value]));
}

const placed = {
  id: 'p1',
  system: 'shop',
  kind: 'order.placed',
  at: '2026-03-01T10:00:00Z',
  refs: { order: '1001', customer: 'C-9' },
  data: {
    lines: [
      { line: '1', sku: 'A', qty: 1, price: '9.50', name: 'Kettle', ship_to: { city: 'Ulm' } },
    ],
    total: { amount: '9.50', currency: 'EUR' },
    channel: 'web',
    ship_to: { name: 'Jane Doe', lines: ['1 High St'], zip: '0123' },
    'E-Mail': 'jane@example.com',
    phone: 'PHONE',
    note: { buyer: ['Jane', 'Joe'] },
  },
};
// As a system may write it: a number beyond what a double holds.
const line = JSON.stringify(placed).replace('"PHONE"', '4412345678901234567');

describe('split', () => {
  it('takes out what is personal by its name, however deep, and leaves the rest', () => {
    const { text, values } = splitOf(line);
    expect(values).toEqual([
      '{"city":"Ulm"}',
      '{"name":"Jane Doe","lines":["1 High St"],"zip":"0123"}',
      '"jane@example.com"',
      '4412345678901234567',
      '["Jane","Joe"]',
    ]);
    expect(text).toContain('"ship_to":{"$person":"7.1"}');
    expect(text).toContain('"name":"Kettle"');
    expect(text).toContain('"refs":{"order":"1001","customer":"C-9"}');
    expect(text).not.toMatch(/Jane|Ulm|High St|44123|example/);
  });

  it.each(['card', 'credit_card', 'cardNumber', 'PAN', 'cvv2', 'security-code', 'track_2', 'iban'])(
    'takes out what pays, under %s',
    (field) => {
      const paid = JSON.stringify({
        ...placed,
        data: { payment: { [field]: '4111111111111111' } },
      });
      expect(splitOf(paid).values).toEqual(['"4111111111111111"']);
    },
  );

  it('leaves nothing of it in what a repeat is known by', () => {
    const bare = bareLine(line, personalPlaces(line, nothing));
    expect(bare).not.toMatch(/Jane|Ulm|High St|44123|example|person/);
    expect(JSON.parse(bare)).toMatchObject({ id: 'p1', data: { ship_to: null } });
  });

  it('knows a field by its name in whatever way that is written', () => {
    const odd = '{ "data" : { "\\u0065mail" : "j@x.org" , "Phone Number":7 ,"SHIP-TO": null } }';
    expect(splitOf(odd).values).toEqual(['"j@x.org"', '7']);
    expect(splitOf(odd).text).toBe(
      '{ "data" : { "\\u0065mail" : {"$person":"7.0"} , "Phone Number":{"$person":"7.1"} ,"SHIP-TO": null } }',
    );
  });

  it.each([
    '{"system":"shop","refs":{"name":"x","email":"y"}}',
    '{"data":{"metrics":{"name":{"city":"4"}},"from":"a","to":"b"}}',
    '{"data":{"lines":[{"sku":"A","name":"Kettle","qty":1}]}}',
    '{"data":{"items":[{"name":"Kettle"}],"email":"","phone":null}}',
    '{"data":{"said":"\\"email\\":\\"x\\"","list":["email","phone"]}}',
  ])('leaves %s as it is', (whole) => {
    expect(splitOf(whole)).toEqual({ text: whole, values: [] });
  });

  it('takes out what the contract adds to what is known', () => {
    const club = '{"id":"1","data":{"Club-No":12,"lines":[{"sku":"A","clubNo":"7"}],"sku":"B"}}';
    const places = personalPlaces(club, new Set(['clubno', 'id']));
    expect(places.map(({ from, to }) => club.slice(from, to))).toEqual(['12', '"7"']);
  });

  it('does not take a token of somebody else for its own', () => {
    const forged = '{"data":{"note":{"$person":"12.0"},"email":"{\\"$person\\":\\"12.0\\"}"}}';
    const { text, values } = splitOf(forged);
    expect(tokensIn(text)).toEqual(['7.0', '7.1']);
    expect(joined(text, valuesOf(values))).toBe(forged);
  });

  it('gives nothing back where a value is gone', () => {
    const { text, values } = splitOf(line);
    const all = valuesOf(values);
    expect(joined(text, all)).toBe(line);
    const [[first] = ['']] = all;
    const holed = joined(text, new Map([...all].slice(1)));
    expect(tokensIn(holed)).toEqual([first]);
  });
});

const fields = fc.oneof(
  fc.constantFrom(
    'data',
    'lines',
    'email',
    'Ship-To',
    'name',
    'refs',
    'total',
    '$person',
    '"',
    'é',
  ),
  fc.string(),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium' },
    fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fields, tie('json'), { maxKeys: 5 }),
  ),
}));
const object = fc.dictionary(fields, json, { maxKeys: 6 });
const blanks = fc.constantFrom(undefined, 1, 3, '\t');

describe('any line', () => {
  it('is the same again once it is joined, and its commands are', () => {
    fc.assert(
      fc.property(object, blanks, fc.nat(), (value, space, id) => {
        const whole = JSON.stringify(value, null, space);
        const { text, values } = splitOf(whole, id);
        // What the core reads is never taken for a token: it stands in lists in a command.
        fc.pre(tokensIn(text).length === values.length);
        expect(joined(text, valuesOf(values, id))).toBe(whole);
        const again = joined(JSON.stringify(JSON.parse(text)), valuesOf(values, id));
        expect(JSON.parse(again)).toEqual(JSON.parse(whole));
        expect(
          () => JSON.parse(bareLine(whole, personalPlaces(whole, nothing))) as unknown,
        ).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('is the same statement without its personal data', () => {
    fc.assert(
      fc.property(object, (data) => {
        const whole = JSON.stringify({ ...placed, data: { ...data, ...placed.data } });
        const read = readObservation(JSON.parse(whole), () => '');
        const kept = readObservation(JSON.parse(splitOf(whole).text), () => '');
        fc.pre(!isUnreadable(read));
        expect(kept).toEqual(read);
      }),
    );
  });
});
