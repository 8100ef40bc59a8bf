import { expect, it } from 'vitest';
import { sampleTimeline } from '../../test/sample-page.js';
import { sampleReport } from '../../test/sample-run.js';
import { saidTable } from './said-table.js';

it('told in short, a system says what is cited and its latest, and the rest is counted', () => {
  const [found] = sampleReport().findings;
  const [said] = sampleTimeline.statements;
  if (found === undefined || said === undefined) throw new Error('the sample has both');
  const statements = Array.from({ length: 9 }, (_, index) => ({
    ...said,
    id: `s-${index}`,
    at: `2026-03-02T10:00:0${index}Z`,
  }));
  const cited = { ...found, evidence: ['amazon/s-2'] };
  const shown = saidTable({ ...sampleTimeline, statements }, cited, 3).text;
  const times = [...shown.matchAll(/<time[^>]*>2026-03-02 10:00:0(\d)</g)].map(([, at]) => at);
  expect(times).toEqual(['2', '7', '8']);
  expect(shown).toContain('10 further statements about it.');
  expect(saidTable({ ...sampleTimeline, statements }, cited).text).toContain(
    '4 further statements',
  );
});
