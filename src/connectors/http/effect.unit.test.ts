// When an effect that we have brought about came about: now, and never before what caused it.
import { expect, it } from 'vitest';
import type { Command } from '../../core/ledger/command.js';
import type { Instant } from '../../core/observation/instant.js';
import { effectOf, shownOf } from './effect.js';

const answered = 1_772_582_400_000 as Instant;
const second = 1_000;

function timesOf(caused: number): readonly string[] {
  const command: Command = {
    ...{ operation: 'update-order', key: 'k', to: 'erp', rule: 'change-to-erp', said: {} },
    cause: { system: 'shop', id: 'e-1', at: caused },
    names: { order: ['O-1'] },
  };
  const effect = { command, record: 'SO-1', at: answered };
  const lines = [...effectOf(effect, { joins: [] }), ...shownOf(effect, {}, { joins: [] })];
  return lines.map(({ at }) => at);
}

it.each([
  ['an hour before', -3_600 * second, '2026-03-04T00:00:00Z'],
  ['half a minute ahead of our clock', 30 * second, '2026-03-04T00:00:30Z'],
])('is not before its cause, which was %s', (_name, millis, at) => {
  expect(timesOf(answered + millis)).toEqual([at, at]);
});
