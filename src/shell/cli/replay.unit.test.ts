// A replay says what it does, and what it did: no more of them, and nothing else.
import { describe, expect, it } from 'vitest';
import type { HandoffState } from '../../core/ledger/ledger.js';
import { replayText } from './replay.js';

function handoff(key: string, carriage: 'dead' | 'unknown'): HandoffState {
  return {
    ...{ key, subject: key, rule: 'order-to-erp', to: 'erp', state: carriage, carriage },
    ...{ errand: null, waitingFor: null, due: null, notBefore: null, attempts: 3 },
    ...{ command: '{}', detail: '{}' },
  };
}

const found = [handoff('a', 'dead'), handoff('b', 'dead'), handoff('c', 'unknown')];

describe('a replay', () => {
  it('says what it would do', () => {
    expect(replayText(found, { replayed: null, notThere: false })).toBe(
      'Would replay:\n' +
        '  2  order-to-erp to erp, dead: sent again, under its own key\n' +
        '  1  order-to-erp to erp, unknown: looked up first, sent only if not there, under its own key\n',
    );
  });

  it('says that nothing is looked up where a person has looked', () => {
    const text = replayText(found.slice(2), { replayed: null, notThere: true });
    expect(text).toBe(
      'Would replay:\n  1  order-to-erp to erp, unknown: sent again, under its own key\n',
    );
  });

  it('counts only what it has tried anew', () => {
    expect(replayText(found, { replayed: ['a'], notThere: false })).toBe(
      'Replayed:\n  1  order-to-erp to erp, dead: sent again, under its own key\n' +
        '2 went on meanwhile, or are being tried anew already.\n',
    );
    expect(replayText(found.slice(0, 1), { replayed: [], notThere: false })).toBe(
      'Nothing was replayed.\n1 went on meanwhile, or is being tried anew already.\n',
    );
  });

  it('says that there may be more than it takes at once', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => handoff(String(index), 'dead'));
    const text = replayText(many, { replayed: null, notThere: false });
    expect(text.split('\n')[2]).toBe(
      'No more than 10,000 are taken at once: say it again for those that are left.',
    );
  });
});
