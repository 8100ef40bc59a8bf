// Texts of others on a terminal: what they hold is shown, and never obeyed.
import { describe, expect, it } from 'vitest';
import { printable } from './printable.js';

describe('a text of others', () => {
  it.each([
    ['p\u001b[31maid', 'p\\u001b[31maid'],
    ['p\u202eX', 'p\\u202eX'],
    ['a\u0000b\rc\u0007', 'a\\u0000b\\u000dc\\u0007'],
    ['csi \u009b31m del \u007f', 'csi \\u009b31m del \\u007f'],
    ['\u2066in\u2069 \u200e\u061c\ufeff\u2028', '\\u2066in\\u2069 \\u200e\\u061c\\ufeff\\u2028'],
    ['half \ud83d', 'half \\ud83d'],
  ])('shows what %j holds', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('keeps lines, tabs and every letter', () => {
    const text = 'a\tb\nZoë, 東京, 👍🏽, שלום, “x”';
    expect(printable(text)).toBe(text);
  });

  it('stays the same value in JSON', () => {
    const value = { native: 'p\u001b\u009b\u202eX\u2028' };
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
  });
});
