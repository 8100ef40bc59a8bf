// What the code of a number format says of a time, and that no code takes long to look at.
import { expect, it } from 'vitest';
import { timeOfFormat } from './cell-text.js';

it.each([
  ['yyyy-mm-dd hh:mm', { date: true, clock: true, seconds: false }],
  ['[$-409]d/m/yy', { date: true, clock: false, seconds: false }],
  ['[h]:mm:ss', { date: false, clock: true, seconds: true }],
  ['[Red]0.00;[<=100]"days"0', null],
  ['[$-409', null],
])('%s', (code, shown) => {
  expect(timeOfFormat(code)).toEqual(shown);
});

it('goes through a code without an end once', () => {
  expect(timeOfFormat('['.repeat(300_000))).toBeNull();
});
