import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../test/sample-run.js';
import { shortDigest } from '../observation/short-digest.js';
import { findingId, fingerprintOf, systemPair } from './fingerprint.js';

describe('fingerprintOf', () => {
  const fault = faultOf('A');

  it('is the same for every subject, time and piece of evidence', () => {
    const other = faultOf('B', { at: 5 as never, evidence: ['x/y'], hop: 'a→b', level: 'info' });
    expect(fingerprintOf(other)).toBe(fingerprintOf(fault));
  });

  it('differs with pattern, rule, cause, pair of systems and field', () => {
    const others = [
      faultOf('A', { pattern: 'three-truths' }),
      faultOf('A', { handoff: 'cancel-to-erp' }),
      faultOf('A', { cause: 'sequencing' }),
      faultOf('A', { systems: ['shop', 'erp'] }),
      faultOf('A', { field: 'total' }),
    ];
    const all = new Set([fault, ...others].map(fingerprintOf));
    expect(all.size).toBe(others.length + 1);
  });

  it('looks at the first and the last of the systems concerned', () => {
    expect(systemPair(['amazon', 'shop', 'erp'])).toEqual(['amazon', 'erp']);
    expect(systemPair(['erp'])).toEqual(['erp']);
    expect(systemPair([])).toEqual([]);
  });

  it('stays what it was: earlier reports are compared with it', () => {
    expect(fingerprintOf(fault)).toBe('1b444ad6a16090');
  });
});

describe('findingId', () => {
  it('tells subjects of one fault apart, by type as well as key', () => {
    const order = findingId('f', { type: 'order', key: '1', refs: {} });
    expect(findingId('f', { type: 'order', key: '2', refs: {} })).not.toBe(order);
    expect(findingId('f', { type: 'purchase', key: '1', refs: {} })).not.toBe(order);
    expect(order.startsWith('f-')).toBe(true);
  });
});

describe('shortDigest', () => {
  it('has 14 digits and no collision among a hundred thousand near texts', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) seen.add(shortDigest(`order-${index}`));
    expect(seen.size).toBe(100_000);
    expect([...seen].every((digest) => /^[0-9a-f]{14}$/.test(digest))).toBe(true);
  });
});
