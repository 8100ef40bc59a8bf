import { describe, expect, it } from 'vitest';
import { observed, unreadable } from '../../../test/read-export.js';
import { readInterchanges } from '../../../test/read-interchanges.js';
import type { ObservationLine } from '../connector.js';
import { exports } from './exports.js';

const own = { own: new Set(['US']), partners: new Set<string>() };

function told(text: string): readonly ObservationLine[] {
  const { readings, faults } = readInterchanges(exports, text, own);
  expect([...faults, ...unreadable(readings)]).toEqual([]);
  return observed(readings);
}

/** What ACME sends to the company about what the company sent it. */
function acknowledging(type: string, segments: readonly string[]): string {
  return [
    'ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *260304*1130*U*00401*000000444*0*P*>',
    'GS*FA*ACME*US*20260304*1130*444*X*004010',
    `ST*${type}*0001`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*444',
    'IEA*1*000000444',
    '',
  ].join('~\n');
}

describe('a 997', () => {
  it('acknowledges each set under the name that the set was sent by', () => {
    const text = acknowledging('997', [
      'AK1*PO*000021',
      'AK2*850*0001',
      'AK5*A',
      'AK2*850*0002',
      'AK3*PO1*7**8',
      'AK4*2*330*7*X1',
      'AK5*R*5',
      'AK9*P*2*2*1',
    ]);
    const [document, first, second, ...others] = told(text);
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      kind: 'document.received',
      refs: { document: 'ACME/444/0001' },
      data: { type: '997' },
    });
    expect(first).toMatchObject({
      kind: 'document.acknowledged',
      at: '2026-03-04T11:30:00Z',
      refs: { document: 'US/21/0001', partner: 'ACME' },
      status: { native: 'A' },
      data: { type: '850' },
    });
    expect(second).toMatchObject({
      refs: { document: 'US/21/0002' },
      status: { native: 'R' },
      data: {
        errors: [
          'segment PO1 at 7: 8 segment has element errors',
          'element 2: 7 invalid code ("X1")',
          '5 segments are in error',
        ],
      },
    });
  });

  it('speaks of the whole group where it names no set, or not all', () => {
    const whole = told(acknowledging('997', ['AK1*PO*21', 'AK9*A*3*3*3']));
    expect(whole[1]).toMatchObject({
      kind: 'document.acknowledged',
      refs: { group: 'US/21', partner: 'ACME' },
      status: { native: 'A' },
    });
    expect(whole[1]?.refs?.['document']).toBeUndefined();
    const some = ['AK1*PO*21', 'AK2*850*0002', 'AK5*R*5', 'AK9*P*3*3*2'];
    const rest = told(acknowledging('997', some));
    expect(rest.slice(1).map(({ status }) => status?.native)).toEqual(['R', 'A']);
  });

  it('that the company sends is of what the partner sent', () => {
    const text = acknowledging('997', ['AK1*PO*21', 'AK2*855*0009', 'AK5*A', 'AK9*A*1*1*1']);
    const ours = text
      .replaceAll('ACME ', 'SWAP ')
      .replaceAll('US   ', 'ACME ')
      .replace('SWAP ', 'US   ');
    expect(told(ours)[1]).toMatchObject({
      refs: { document: 'ACME/21/0009', partner: 'ACME' },
    });
  });

  it('is read as a 999, whose segments have other names', () => {
    const text = acknowledging('999', [
      'AK1*PO*21*005010',
      'AK2*850*0001*005010',
      'IK3*REF*4**I6',
      'CTX*SITUATIONAL TRIGGER',
      'IK4*1*128*I6',
      'IK5*R*5',
      'AK9*R*1*1*0',
    ]);
    expect(told(text)[1]).toMatchObject({
      status: { native: 'R' },
      data: {
        errors: expect.arrayContaining([
          'segment REF at 4: I6 dependent segment is missing',
        ]) as string[],
      },
    });
  });
});

describe('a TA1', () => {
  it('says that an interchange arrived, or that it was thrown away', () => {
    const text = [
      'ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *260304*1130*U*00401*000000444*0*P*>',
      'TA1*000000031*260304*1015*A*000',
      'TA1*000000032*260304*1015*R*025',
      'IEA*0*000000444',
      '',
    ].join('~\n');
    expect(told(text).filter(({ kind }) => kind !== 'document.received')).toMatchObject([
      { kind: 'document.transported', refs: { interchange: 'US/31' } },
      { kind: 'document.acknowledged', status: { native: 'R' }, data: { errors: ['TA105 025'] } },
    ]);
  });
});
