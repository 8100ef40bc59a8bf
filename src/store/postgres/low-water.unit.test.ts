import { describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { LowWater } from './low-water.js';

const start = 1_772_582_400_000;
const minute = 60_000;
const day = 1_440 * minute;
const instant = (millis: number): Instant => (start + millis) as Instant;

describe('where the inboxes begin', () => {
  it('rises behind what no transaction can still bring, and is swept below each minute', () => {
    const low = new LowWater();
    expect(low.from(instant(0))).toBe(0);
    low.saw(70, instant(0));
    low.saw(90, instant(19_000));
    expect(low.from(instant(19_000))).toBe(0);
    low.saw(95, instant(20_000));
    expect(low.from(instant(20_000))).toBe(70);
    expect(low.from(instant(minute))).toBe(0);
  });

  it('is swept below within a minute though the clock is set back', () => {
    const low = new LowWater();
    low.saw(70, instant(0));
    // Set ahead by a day, which is no time in which a transaction could have ended.
    low.saw(90, instant(day));
    expect(low.from(instant(day))).toBe(0);
    expect(low.from(instant(day + 1_000))).toBe(70);
    expect(low.from(instant(2_000))).toBe(0);
    expect(low.from(instant(3_000))).toBe(70);
    expect(low.from(instant(2_000 + minute))).toBe(0);
  });

  it('rises again once the clock was set back', () => {
    const low = new LowWater();
    low.saw(70, instant(day));
    low.saw(80, instant(0));
    low.saw(90, instant(20_000));
    low.saw(95, instant(40_000));
    expect([low.from(instant(40_000)), low.from(instant(40_001))]).toEqual([0, 90]);
  });
});
