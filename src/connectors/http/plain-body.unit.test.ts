// A foreign body is data: its numbers stay exact, and no shape of it costs more than its length.
import { describe, expect, it } from 'vitest';
import { plainBody } from './plain-body.js';

describe('plainBody', () => {
  it('keeps whole numbers that a double can not hold as text, and texts as they are', () => {
    expect(
      plainBody('{"id":9007199254740993,"n":1.50,"t":"say \\"12345678901234567890\\""}'),
    ).toEqual({
      id: '9007199254740993',
      n: 1.5,
      t: 'say "12345678901234567890"',
    });
  });

  it('gives a text that is cut within a quoted document as the text that it is', () => {
    // Stepping back through each escaped quote would take half a minute of this.
    const cut = `{"log":"${String.raw`{\"a\":\"b\"},`.repeat(10_000)}`;
    expect(plainBody(cut)).toBe(cut);
  });

  it('reads a text of many million characters', () => {
    const text = 'x'.repeat(30_000_000);
    expect(plainBody(JSON.stringify({ text }))).toEqual({ text });
  });
});
