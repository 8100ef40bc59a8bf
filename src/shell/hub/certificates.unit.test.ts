import { describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { day } from '../../core/observation/instant.js';
import { certificateTroubles } from './certificates.js';

const now = Date.parse('2026-03-04T10:00:00Z') as Instant;

const troubles = (days: number): readonly string[] =>
  certificateTroubles('erp', { certificateUntil: () => (now + days * day) as Instant }, now);

describe('a certificate', () => {
  it('is told of three weeks before it ends, and once it has', () => {
    expect(troubles(22)).toEqual([]);
    expect(troubles(20)).toEqual([
      'The certificate of erp ends on 2026-03-24T10:00:00Z: unless it is renewed, nothing reaches it then.',
    ]);
    expect(troubles(-1)).toHaveLength(1);
  });

  it('that nobody has shown is no trouble', () => {
    expect(certificateTroubles('erp', { certificateUntil: () => null }, now)).toEqual([]);
    expect(certificateTroubles('erp', {}, now)).toEqual([]);
  });
});
