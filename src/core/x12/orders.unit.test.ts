import { describe, expect, it } from 'vitest';
import { x12Set } from '../../../test/x12-sets.js';
import type { OrderTrade, TradeLine } from '../interchange/trade.js';
import { change860, order850 } from './orders.js';

const item = 'EA*9.25*PE*VN*SELL-1';

function change(code: string, ...lines: readonly string[]): OrderTrade {
  return change860(x12Set('860', [`BCH*${code}*SA*PO-7**2*20260303`, ...lines]).segments);
}

const shown = (lines: readonly TradeLine[]): string[] =>
  lines.map(({ line, qty }) => `${line}: ${qty}`);

describe('an 860 that changes listed lines', () => {
  it('keeps what it deletes apart from what it changes or adds', () => {
    const told = change('04', `POC*1*DI*3**${item}`, `POC*2*QD*2**${item}`, `POC*3*AI*5**${item}`);
    expect(told).toMatchObject({ purpose: 'change', whole: false });
    expect(shown(told.removed)).toEqual(['1: 3']);
    expect(shown(told.lines)).toEqual(['2: 2', '3: 5']);
  });

  it('names no line that stays as it is', () => {
    expect(change('04', `POC*1*NC*3**${item}`, `POC*2*RC*3**${item}`).lines).toEqual([]);
  });

  it('cancels one line, not the order, where one line is cancelled', () => {
    const told = change('04', `POC*1*CF*3**${item}`, `POC*2*QI*4**${item}`);
    expect(told.purpose).toBe('change');
    expect(shown(told.removed)).toEqual(['1: 3']);
    expect(change('04', `POC*1*CF*3**${item}`).purpose).toBe('change');
  });

  it('cancels the order where it names nothing but its cancellation', () => {
    expect(change('04', 'POC**CF').purpose).toBe('cancel');
    expect(change('01', `POC*1*NC*3**${item}`).purpose).toBe('cancel');
  });

  it('does not say how many of a deleted line are off where it may be received in part', () => {
    expect(shown(change('04', 'POC*1*DI******IN*59123').removed)).toEqual(['1: ']);
    expect(shown(change('04', `POC*1*DI*0*0*${item}`).removed)).toEqual(['1: ']);
    expect(shown(change('04', `POC*1*DI*10*4*${item}`).removed)).toEqual(['1: ']);
    expect(shown(change('04', `POC*1*DI*10*10*${item}`).removed)).toEqual(['1: 10']);
    expect(shown(change('04', `POC*1*DI*10*0*${item}`).removed)).toEqual(['1: 10']);
  });
});

describe('an 860 that replaces the order', () => {
  it('has all lines but those that it deletes', () => {
    const told = change('05', `POC*1*DI*3**${item}`, `POC*2*NC*2**${item}`, `POC*3*RZ*5**${item}`);
    expect(told).toMatchObject({ purpose: 'change', whole: true, removed: [] });
    expect(shown(told.lines)).toEqual(['2: 2', '3: 5']);
  });

  it('by nothing cancels it', () => {
    expect(change('05', `POC*1*DI*3**${item}`, `POC*2*DI*2**${item}`).purpose).toBe('cancel');
  });
});

describe('an 850 that changes an order', () => {
  it('has all of its lines only where it replaces it', () => {
    const whole = (purpose: string): boolean =>
      order850(x12Set('850', [`BEG*${purpose}*SA*PO-7**20260303`, `PO1*1*3*${item}`]).segments)
        .whole;
    expect(['00', '05'].map(whole)).toEqual([true, true]);
    expect(['02', '03', '04'].map(whole)).toEqual([false, false, false]);
  });
});
