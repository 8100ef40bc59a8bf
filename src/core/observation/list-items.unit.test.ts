// A list cut into its items, each exactly as it was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listItems } from './list-items.js';

describe('the items of a list', () => {
  it.each([
    ['[]', []],
    [' [ ] ', []],
    ['[1e400,-0,576461413038785752]', ['1e400', '-0', '576461413038785752']],
    ['[{"a":1,"a":2},{"b":"],{\\"["}]', ['{"a":1,"a":2}', '{"b":"],{\\"["}']],
    ['[[1,2],{"c":[3,{}]}]', ['[1,2]', '{"c":[3,{}]}']],
    ['{"a":[1]}', null],
    ['[{"a":1},', null],
    ['["a', null],
    ['["a\\\\', null],
    ['', null],
  ])('of %s are %j', (text, items) => {
    expect(listItems(text)?.map((item) => item.trim()) ?? null).toEqual(items);
  });

  it('are those that parsing gives, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 0, max: 2 }), (values, indent) => {
        const items = listItems(JSON.stringify(values, null, indent));
        expect(items?.map((item) => JSON.parse(item) as unknown)).toEqual(
          values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
        );
      }),
    );
  });

  it.each([
    [1, ['1', '2']],
    [2, ['1', '2', '3']],
    [3, ['1', '2', '3']],
  ])('end at one more than %i', (most, items) => {
    expect(listItems('[1,2,3]', most)).toEqual(items);
  });

  it('are not read as a whole where there are too many', () => {
    expect(listItems('[1,2,3,', 1)).toEqual(['1', '2']);
  });

  it('are cut at any depth', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(listItems(`[${deep}]`)).toEqual([deep]);
  });
});
