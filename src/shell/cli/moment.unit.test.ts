import { describe, expect, it } from 'vitest';
import { instantText } from '../../core/observation/instant.js';
import { momentOf } from './moment.js';

describe('a time as a person types it', () => {
  it.each([
    ['2026-03-04', null, '2026-03-04T00:00:00Z'],
    ['2026-03-04', 'America/New_York', '2026-03-04T05:00:00Z'],
    ['2026-03-08T12:00', 'America/New_York', '2026-03-08T16:00:00Z'],
    ['2026-03-04T10:00', '+02:00', '2026-03-04T08:00:00Z'],
    ['2026-03-04T10:00:00-05:00', 'Asia/Tokyo', '2026-03-04T15:00:00Z'],
  ])('%s in %s', (text, zone, expected) => {
    const moment = momentOf(text, zone);
    expect(moment === null ? null : instantText(moment)).toBe(expected);
  });

  it.each([
    ['yesterday', null],
    ['2026-02-30', null],
    ['2026-03-04', 'Mars/Phobos'],
  ])('%s in %s is none', (text, zone) => {
    expect(momentOf(text, zone)).toBeNull();
  });
});
