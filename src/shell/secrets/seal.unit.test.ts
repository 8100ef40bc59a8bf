// What is sealed opens for its purpose under its key, and for nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Purpose } from './seal.js';
import { keyBytes, seal, unseal } from './seal.js';

const keys = fc.uint8Array({ minLength: keyBytes, maxLength: keyBytes });
const values = fc.string({ unit: 'grapheme', maxLength: 200 });
const purposes: fc.Arbitrary<Purpose> = fc.record({
  system: fc.string({ maxLength: 20 }),
  name: fc.string({ maxLength: 20 }),
  hosts: fc.string({ maxLength: 40 }),
});

describe('a sealed value', () => {
  it('opens for its purpose under its key', () => {
    fc.assert(
      fc.property(values, purposes, keys, (value, purpose, key) => {
        expect(unseal(seal(value, purpose, key), purpose, key)).toBe(value);
      }),
    );
  });

  it('does not open for another system, name or host, or under another key', () => {
    fc.assert(
      fc.property(values, purposes, keys, fc.nat(keyBytes - 1), (value, purpose, key, place) => {
        const sealed = seal(value, purpose, key);
        for (const part of ['system', 'name', 'hosts'] as const) {
          const other = { ...purpose, [part]: `${purpose[part]}.` };
          expect(unseal(sealed, other, key)).toBeNull();
        }
        const wrong = key.map((byte, index) => (index === place ? byte ^ 1 : byte));
        expect(unseal(sealed, purpose, wrong)).toBeNull();
      }),
    );
  });

  it('does not open for a purpose whose parts only run together to the same text', () => {
    const key = new Uint8Array(keyBytes);
    const sealed = seal('s', { system: 'erp', name: 'A', hosts: 'b' }, key);
    expect(unseal(sealed, { system: 'erpA', name: '', hosts: 'b' }, key)).toBeNull();
    expect(unseal(sealed, { system: 'erp', name: 'A","b', hosts: '' }, key)).toBeNull();
  });

  it('does not open once a byte of it has changed, or some are missing', () => {
    const purpose = { system: 'erp', name: 'ERP_TOKEN', hosts: 'erp.example.com' };
    const key = new Uint8Array(keyBytes).fill(7);
    const sealed = seal('a token', purpose, key);
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = sealed[place] === 'A' ? 'B' : 'A';
      const text = sealed.slice(0, place) + changed + sealed.slice(place + 1);
      expect(unseal(text, purpose, key)).toBeNull();
      expect(unseal(sealed.slice(0, place), purpose, key)).toBeNull();
    }
    // The last character holds bits that decode to nothing.
    const others = Array.from('ABCDEFGHIJKLMNOP').filter((last) => !sealed.endsWith(last));
    for (const last of others) {
      expect(unseal(sealed.slice(0, -1) + last, purpose, key)).toBeNull();
    }
  });

  it('never shows the value, and never looks the same twice', () => {
    const purpose = { system: 'erp', name: 'ERP_TOKEN', hosts: '' };
    const key = new Uint8Array(keyBytes);
    const [one, two] = [seal('plain text', purpose, key), seal('plain text', purpose, key)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('plain');
  });
});
