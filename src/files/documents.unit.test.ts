// A document that is short on the disk and long in memory.
import { describe, expect, it } from 'vitest';
import { wholeDocument } from './documents.js';

async function* repeated(piece: string, times: number): AsyncGenerator<string> {
  await Promise.resolve();
  yield '[';
  for (let count = 0; count < times; count += 1) yield piece;
  yield '0]';
}

describe('wholeDocument', () => {
  it.each(['{},', '[],', '0,', '{"a":0},'])('holds no endless list of %s', async (value) => {
    const read = await wholeDocument(repeated(value.repeat(10_000), 1_000));
    expect('unreadable' in read && read.unreadable).toContain('8,000,000 values');
  });

  it('counts the values of one piece with those of another', async () => {
    const read = await wholeDocument(repeated('{},'.repeat(1_000), 3));
    expect('value' in read && (read.value as unknown[]).length).toBe(3_001);
  });
});
