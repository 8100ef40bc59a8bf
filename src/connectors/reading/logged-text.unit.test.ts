import { describe, expect, it } from 'vitest';
import { loggedText } from './logged-text.js';

describe('a text of a log', () => {
  it.each([
    ['Order 1001 refused', 'Order 1001 refused'],
    ['for <ada@example.com>, line 3', 'for <…>, line 3'],
    ['call +44 20 7946 0018 now', 'call … now'],
    ['one\n  two\tthree', 'one two three'],
    ['id 200000100000473', 'id 200000100000473'],
  ])('%j is shown as %j', (text, shown) => {
    expect(loggedText(text)).toBe(shown);
  });

  it('is cut', () => {
    expect(loggedText('x'.repeat(1_000))).toHaveLength(300);
  });

  it('is cut before it is looked through, for a log may hold whole documents', () => {
    expect(loggedText('x'.repeat(400_000))).toHaveLength(300);
    const addresses = Array.from(
      { length: 40 },
      (_, i) => `a-rather-long-address-${i}@example.com`,
    );
    expect(loggedText(addresses.join(' '))).toMatch(/^[… ]+$/);
  });
});
