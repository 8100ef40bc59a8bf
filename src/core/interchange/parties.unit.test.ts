import { describe, expect, it } from 'vitest';
import { Parties } from './parties.js';

type Sent = readonly [type: string, sender: string, receiver: string];

function companyOf(...sent: readonly Sent[]): string | null {
  const parties = new Parties();
  for (const [type, sender, receiver] of sent) {
    const stamp = { date: '', clock: '' };
    const interchange = {
      syntax: 'x12',
      sender,
      receiver,
      control: '1',
      stamp,
      test: false,
    } as const;
    parties.add({ type, interchange });
  }
  return parties.company;
}

describe('the company', () => {
  it('is the one id that stands in every pair', () => {
    expect(companyOf(['850', 'US', 'ACME'], ['850', 'BIGBOX', 'US'])).toBe('US');
    expect(companyOf(['850', 'US', 'ACME'], ['850', 'BIGBOX', 'OTHER'])).toBeNull();
  });

  it('is not known of a single pair, whatever it trades', () => {
    const pair: readonly Sent[] = [
      ['850', 'A', 'B'],
      ['997', 'B', 'A'],
      ['855', 'B', 'A'],
      ['856', 'B', 'A'],
      ['810', 'B', 'A'],
    ];
    expect(companyOf(...pair)).toBeNull();
    expect(companyOf()).toBeNull();
    expect(companyOf(['850', 'A', 'A'])).toBeNull();
  });

  it.each([
    ['940', 'US', 'DEPOT'],
    ['943', 'US', 'DEPOT'],
    ['944', 'DEPOT', 'US'],
    ['945', 'DEPOT', 'US'],
    ['947', 'DEPOT', 'US'],
  ])('is the one whose goods the warehouse of a %s holds', (type, sender, receiver) => {
    expect(companyOf([type, sender, receiver], ['997', receiver, sender])).toBe('US');
  });

  it('is the warehouse where it stands in every pair: a 3PL reads its own archive', () => {
    expect(companyOf(['940', 'A', 'DEPOT'], ['940', 'B', 'DEPOT'])).toBe('DEPOT');
  });

  it('is not known where two hold each the goods of the other', () => {
    expect(companyOf(['940', 'A', 'B'], ['940', 'B', 'A'])).toBeNull();
  });
});
