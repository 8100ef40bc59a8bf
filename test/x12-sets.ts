// One set of X12 as the codec gives it, for the suites of what sets say.
import type { TransactionSet } from '../src/core/interchange/interchange.js';
import { EnvelopeReader } from '../src/core/interchange/envelope-reader.js';
import { x12Envelopes } from '../src/core/x12/envelope.js';

/** @param segments those between ST and SE. */
export function x12Set(type: string, segments: readonly string[]): TransactionSet {
  const text = [
    `ISA*00*          *00*          *ZZ*${'US'.padEnd(15)}*ZZ*${'ACME'.padEnd(15)}*260304*1015*U*00401*000000031*0*P*>`,
    'GS*XX*US*ACME*20260304*1015*21*X*004010',
    `ST*${type}*0001`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*21',
    'IEA*1*31',
    '',
  ].join('~\n');
  const reader = new EnvelopeReader(x12Envelopes);
  for (const part of [...reader.push(text), ...reader.end()]) {
    if (part.kind === 'set') return part.set;
  }
  throw new Error(`no set of ${type} can be read`);
}
