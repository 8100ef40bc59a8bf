import { expect, it } from 'vitest';
import { remembered } from './remembered.js';

it('works out once what it says of an object, though it says nothing', () => {
  const asked: object[] = [];
  const of = remembered((one: { readonly says: string | undefined }) => {
    asked.push(one);
    return one.says;
  });
  const [one, other] = [{ says: 'one' }, { says: undefined }];
  expect([of(one), of(other), of(one), of(other)]).toEqual(['one', undefined, 'one', undefined]);
  expect(asked).toEqual([one, other]);
});
