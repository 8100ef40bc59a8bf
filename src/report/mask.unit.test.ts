import { describe, expect, it } from 'vitest';
import { sampleTimeline } from '../../test/sample-page.js';
import { faultOf, sampleReport } from '../../test/sample-run.js';
import { emptyTally } from '../core/detect/tally.js';
import { withoutAddresses } from './mask.js';

const key = 'shop.customer=ann.o-neil+shop@mail.example.com';
const report = sampleReport({
  tally: emptyTally(),
  candidates: [
    faultOf('O-1', {
      subject: {
        type: 'order',
        key,
        refs: { order: ['O-1'], customer: ['ann.o-neil+shop@mail.example.com', 'bo@example.org'] },
      },
    }),
    faultOf('O-2'),
  ],
});

describe('withoutAddresses', () => {
  it('takes addresses out of names and sentences; different ones stay different', () => {
    const [, found] = withoutAddresses(report).findings.toSorted((a, b) =>
      a.subject.key < b.subject.key ? -1 : 1,
    );
    expect(found?.subject).toEqual({
      type: 'order',
      key: 'shop.customer=[e-mail 1]',
      refs: { order: ['O-1'], customer: ['[e-mail 1]', '[e-mail 2]'] },
    });
    expect(JSON.stringify(withoutAddresses(report))).not.toContain('ann.o-neil');
  });

  it('takes them out of timelines, under the same number', () => {
    const [statement] = sampleTimeline.statements;
    if (statement === undefined) throw new Error('the sample has a statement');
    const said = { ...statement, says: 'for bo@example.org, 2 × MUG', word: null };
    const subject = { type: 'order', key } as const;
    const timelines = [{ ...sampleTimeline, subject, statements: [said] }];
    const [timeline] = withoutAddresses({ ...report, timelines }).timelines;
    expect(timeline?.subject.key).toBe('shop.customer=[e-mail 1]');
    expect(timeline?.statements[0]?.says).toBe('for [e-mail 2], 2 × MUG');
  });

  it('takes them out of whatever else a file says', () => {
    const [input] = report.inputs;
    if (input === undefined) throw new Error('the sample has a file');
    const reason = 'Created at is "cy@example.net", which is no time';
    const told = {
      ...report,
      inputs: [{ ...input, unreadable: [{ line: 2, reason }] }],
      clusters: report.clusters.map((one) => ({ ...one, field: 'waits for cy@example.net' })),
      verdict: { ...report.verdict, because: ['A word that nobody knows (cy@example.net).'] },
      signals: report.signals.map((one) => ({ ...one, evidence: ['shop/cy@example.net'] })),
    };
    const masked = withoutAddresses(told);
    expect(JSON.stringify(masked)).not.toContain('cy@');
    expect(masked.signals[0]?.evidence).toEqual(['shop/[e-mail 1]']);
  });

  it('leaves alone who is to be involved, and what holds no address', () => {
    const owned = {
      ...report,
      findings: report.findings.map((one) => ({ ...one, involve: 'a@b.example' })),
    };
    expect(withoutAddresses(owned).findings.map(({ involve }) => involve)).toEqual([
      'a@b.example',
      'a@b.example',
    ]);
    const plain = report.findings.find(({ subject }) => subject.key === 'O-2');
    expect(withoutAddresses(report).findings).toContain(plain);
  });

  it('goes through a text of any length once', () => {
    const endless = `@${'a'.repeat(1_000_000)}`;
    const because = [endless, `${'b'.repeat(300)} ann@example.com`];
    const told = { ...report, verdict: { ...report.verdict, because } };
    expect(withoutAddresses(told).verdict.because).toEqual([
      endless,
      expect.stringMatching(/^b{300} \[e-mail \d+\]$/),
    ]);
  });
});
