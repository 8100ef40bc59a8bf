// A text keeps its number for as long as the scan goes on, whatever becomes of the bytes it was read from.
import { expect, test } from 'vitest';
import { Dictionary } from './dictionary.js';

const hash = 7;

function numberOf(dictionary: Dictionary, bytes: Buffer, text: string): number {
  bytes.write(text);
  return dictionary.number(bytes, 0, text.length, hash);
}

test('a text has one number, though other bytes are read into the same place', () => {
  const dictionary = new Dictionary();
  const bytes = Buffer.alloc(8);
  const numbers = ['erp', 'shop', 'erp', 'pay', 'shop'].map((text) =>
    numberOf(dictionary, bytes, text),
  );
  expect(numbers).toEqual([0, 1, 0, 2, 1]);
  expect(dictionary.texts).toEqual(['erp', 'shop', 'pay']);
});
