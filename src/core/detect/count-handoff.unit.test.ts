import { describe, expect, it } from 'vitest';
import { instant, said } from '../../../test/stated.js';
import type { Interval } from '../handoff/handoff.js';
import { countHandoff } from './count-handoff.js';
import { latencyBucket } from './latency.js';
import { emptyTally } from './tally.js';

const shipped = said('erp shipment.shipped 10:00');
const shown = said('shop shipment.shipped 10:04');

/** Buckets of the latencies that one handoff adds, beside that it was seen. */
function latencies(trigger: Interval, effect: Interval): number[] {
  const tally = emptyTally();
  const names = { key: 'r→shop', wanting: '', traffic: 'erp→shop|shipment.shipped' };
  countHandoff(tally, { ...names, state: 'seen', trigger, effect });
  const counts = tally.handoffs.get('r→shop');
  expect(counts?.seen).toBe(1);
  return [...(counts?.latency.keys() ?? [])];
}

describe('how long a handoff took', () => {
  it('is counted where both times are known', () => {
    expect(latencies(shipped, shown)).toEqual([latencyBucket(4 * 60_000)]);
    expect(latencies(shipped, { at: shown.at, until: shown.until })).toHaveLength(1);
  });

  it('is unknown where one side says only how things stood when its file was made', () => {
    const extract = said('erp shipment.shipped 10:00', { until: '10:00', basis: 'extract' });
    expect(extract.at).toBe(extract.until);
    expect(latencies(extract, shown)).toEqual([]);
    expect(latencies(shipped, { ...extract, at: shown.at, until: shown.until })).toEqual([]);
  });

  it('is unknown where the effect was there before its trigger, or at some time of a day', () => {
    expect(latencies(shown, shipped)).toEqual([]);
    expect(latencies(shipped, { at: shown.at, until: instant('23:00') })).toEqual([]);
  });
});
