import { describe, expect, it } from 'vitest';
import { x12Set } from '../../../test/x12-sets.js';
import type { AnswerTrade, TradeLine } from '../interchange/trade.js';
import { answer855, answer865 } from './answers.js';

/** An 855 to a line of 10 pieces at 9.25, with these ACKs; of the first line, or of each. */
function answer(code: string, ...lines: readonly (readonly string[])[]): AnswerTrade {
  const loops = lines.flatMap((acks, index) => [
    `PO1*${index + 1}*10*EA*9.25*PE*VN*SELL-${index + 1}`,
    ...acks,
  ]);
  const segments = [`BAK*00*${code}*PO-7*20260303****SO-99`, ...loops, `CTT*${lines.length}`];
  return answer855(x12Set('855', segments).segments);
}

const quantities = ({ lines }: AnswerTrade): string[] =>
  lines.map(({ names, qty }) => `${qty} × ${names.seller}`);
const taken = (...acks: readonly string[]): string[] => quantities(answer('AC', acks));
const prices = ({ lines }: AnswerTrade): string[] => lines.map(({ price }: TradeLine) => price);

describe('the lines of an 855', () => {
  it('are what their ACKs take, not what was ordered', () => {
    expect(taken('ACK*IQ*7*EA')).toEqual(['7 × SELL-1']);
    expect(taken('ACK*IA*6*EA*068*20260310', 'ACK*IB*4*EA*068*20260320')).toEqual(['10 × SELL-1']);
    expect(taken('ACK*IA*6*EA', 'ACK*IR*4*EA')).toEqual(['6 × SELL-1']);
    expect(taken('ACK*IR*10*EA')).toEqual(['0 × SELL-1']);
    expect(taken('ACK*ID')).toEqual(['0 × SELL-1']);
  });

  it('are taken as ordered where no ACK says how many', () => {
    expect(taken()).toEqual(['10 × SELL-1']);
    expect(taken('ACK*IA')).toEqual(['10 × SELL-1']);
  });

  it('are whole where a part is sent and the rest is on backorder', () => {
    expect(taken('ACK*BP*6*EA')).toEqual(['10 × SELL-1']);
    expect(taken('ACK*BP*6*EA', 'ACK*IB*4*EA')).toEqual(['10 × SELL-1']);
  });

  it('are of what is sent instead, where an ACK names it', () => {
    expect(taken('ACK*IA*6*EA', 'ACK*IS*4*EA****VN*SELL-9')).toEqual(['6 × SELL-1', '4 × SELL-9']);
    expect(taken('ACK*IS*10*EA****VN*SELL-9')).toEqual(['0 × SELL-1', '10 × SELL-9']);
  });

  it('are left out where the document does not settle how many', () => {
    expect(taken('ACK*IH*10*EA')).toEqual([]);
    expect(taken('ACK*ZZ*10*EA')).toEqual([]);
    expect(taken('ACK*IQ')).toEqual([]);
    expect(taken('ACK*IA*2*CA')).toEqual([]);
    expect(taken('ACK*IP*10*EA', 'ACK*DR*10*EA')).toEqual([]);
    expect(taken('ACK*IA*10*PC')).toEqual(['10 × SELL-1']);
  });

  it('keep their price unless it was changed', () => {
    expect(prices(answer('AC', ['ACK*IA*10*EA'], ['ACK*IP*10*EA']))).toEqual(['9.25', '']);
  });
});

describe('the verdict of an 855', () => {
  it('is a refusal where it shows every line, and none is taken', () => {
    expect(answer('AC', ['ACK*IR*10*EA'], ['ACK*R2']).verdict).toBe('refused');
    expect(answer('AC', ['ACK*IR*10*EA'], ['ACK*IA*10*EA']).verdict).toBe('changed');
    expect(answer('AC', ['ACK*IR*10*EA'], []).verdict).toBe('changed');
    // Exceptions alone: the lines that it does not show are taken.
    expect(answer('AE', ['ACK*IR*10*EA']).verdict).toBe('changed');
    expect(answer('AD', []).verdict).toBe('accepted');
  });
});

describe('the promise of an 855', () => {
  const promised = (...lines: readonly (readonly string[])[]): string | undefined =>
    answer('AC', ...lines).promised?.date;

  it('is the last date of all that is taken', () => {
    expect(promised(['ACK*IA*6*EA*068*20260310', 'ACK*IB*4*EA*068*20260320'])).toBe('20260320');
    expect(promised(['ACK*IA*10*EA*068*20260320'], ['ACK*DR*10*EA*067*20260312'])).toBe('20260320');
    expect(promised(['ACK*IA*10*EA*068*20260310'], ['ACK*IR*10*EA'])).toBe('20260310');
  });

  it('is none where a part has no date', () => {
    expect(promised(['ACK*IA*6*EA*068*20260310', 'ACK*IB*4*EA'])).toBeUndefined();
    expect(promised(['ACK*IA*10*EA*010*20260310'])).toBeUndefined();
  });
});

describe('an 865', () => {
  const lines = (...loops: readonly string[]): string[] =>
    quantities(answer865(x12Set('865', ['BCA*00*AC*PO-7**2*20260303', ...loops]).segments));

  it('takes what its ACKs say of each changed line', () => {
    expect(lines('POC*1*QI*12*12*EA*9.25*PE*VN*SELL-1', 'ACK*IQ*11*EA')).toEqual(['11 × SELL-1']);
  });

  it('takes nothing of a line that it deletes', () => {
    expect(lines('POC*1*DI*10*0*EA*9.25*PE*VN*SELL-1')).toEqual(['0 × SELL-1']);
    expect(lines('POC*1*NC*10*0*EA*9.25*PE*VN*SELL-1')).toEqual(['10 × SELL-1']);
  });
});
