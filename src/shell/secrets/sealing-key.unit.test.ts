// Where the key of sealed credentials comes from, and what is none.
import { describe, expect, it } from 'vitest';
import { isOpen, sealingKey } from './sealing-key.js';

const bytes = new Uint8Array(Array.from({ length: 32 }, (_, index) => index * 8 + 3));
const buffer = Buffer.from(bytes);

describe('the sealing key', () => {
  it.each([
    buffer.toString('hex'),
    buffer.toString('hex').toUpperCase(),
    buffer.toString('base64'),
    buffer.toString('base64url'),
    `  ${buffer.toString('base64')}\n`,
  ])('is 32 bytes in the environment: %j', (text) => {
    const key = sealingKey({ environment: { WEIR_KEY: text }, data: '/nowhere' }, false);
    expect(key).toEqual(buffer);
  });

  it.each(['short', buffer.toString('hex').slice(1), `${buffer.toString('hex')}0`, 'z'.repeat(64)])(
    'is never guessed from another text: %j',
    (text) => {
      const key = sealingKey({ environment: { WEIR_KEY: text }, data: '/nowhere' }, true);
      expect(key).toEqual({ failed: expect.stringMatching(/^WEIR_KEY is no key: /) as string });
      expect(JSON.stringify(key)).not.toContain(text);
    },
  );

  it('is named where it is gone, and not made anew by whoever only wants to open', () => {
    const environment = { WEIR_KEY_FILE: '/nowhere/weir.key' };
    const key = sealingKey({ environment, data: '/elsewhere' }, false);
    expect(key).toEqual({
      failed: expect.stringContaining('/nowhere/weir.key is not there') as string,
    });
  });

  it.each([
    [0o600, 1_000, false],
    [0o400, 1_000, false],
    [0o640, 1_000, true],
    [0o644, 1_000, true],
    [0o440, 0, false],
    [0o640, 0, false],
    [0o660, 0, true],
    [0o444, 0, true],
  ])('in a file of mode %o of user %i: open to others is %s', (mode, uid, open) => {
    expect(isOpen({ mode: 0o100000 | mode, uid }, 1_000)).toBe(open);
    expect(isOpen({ mode: 0o100000 | mode, uid: 0 }, 0)).toBe((mode & 0o077) !== 0);
  });
});
