import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePage } from '../../test/sample-page.js';
import { contractOf, faultOf, onDay, sampleReport } from '../../test/sample-run.js';
import type { ReportStaleness } from '../core/detect/report.js';
import { emptyTally } from '../core/detect/tally.js';
import { patternTitles } from '../core/detect/pattern-names.js';
import { reportHtml } from './page.js';

const page = reportHtml(samplePage());

/** What a reader sees of it: no markup, single spaces. */
function seen(markup: string): string {
  return markup
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

const unclosed = new Set(['meta', 'br', 'hr', 'line', 'path', 'rect', 'circle']);

/** Every opened element is closed, in order: what no escaped text can break. */
function isWellFormed(markup: string): boolean {
  const open: string[] = [];
  for (const [, end, name = '', own] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*?(\/?)>/gi)) {
    if (own === '/' || unclosed.has(name)) continue;
    if (end !== '/') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

describe('the page', () => {
  it('is headed by the verdict, and has every part under a heading of its own', () => {
    const text = seen(page);
    expect(text).toContain('Structural (likely): 2 faults in the handoffs between your systems');
    for (const part of [
      'The diagnosis in brief',
      'First moves',
      'Connected, and right',
      'The integration map',
      'The faults behind the exceptions',
      'Signals of a structural gap',
      'Ten questions',
      'What the inputs can and cannot show',
      'What was read',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says of what it does not know once', () => {
    const sample = sampleReport();
    const report = { ...sample, counts: { ...sample.counts, unknown: 2_342 } };
    const text = seen(reportHtml(report));
    const coverage = text.slice(text.indexOf('What the inputs can and cannot show'));
    expect(coverage.match(/2,342 expectations could not be judged/g)).toHaveLength(1);
  });

  it('has headings in order: one h1, and no level is left out', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
  });

  it('is well formed, needs no other file and runs nothing', () => {
    expect(isWellFormed(page)).toBe(true);
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\((?!#)/);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:/);
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('leads to parts that are there, by ids that are there once', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, to] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to);
  });

  it('shows an example as each system has it: what it says, when, and what it lacks', () => {
    const text = seen(page);
    expect(text).toContain('amazon shipped “Shipped”: 2 × MUG 2026-03-02 10:00:00');
    expect(text).toContain(
      'erp recorded: SO-1, confirmed between 2026-03-03 10:00:00 and 2026-03-04 10:00:00',
    );
    expect(text).toContain('Nothing for shipment-to-erp was due 2026-03-05 10:00:00');
    expect(text).toContain('4 further statements about it');
    expect(text).toContain('shop took this order at 2026-03-04 10:15:00 UTC and');
  });

  it('tells of each cluster how often, week by week, why, where, whom, what and its list', () => {
    const text = seen(page);
    const { clusters } = samplePage();
    for (const [index, { pattern }] of clusters.entries()) {
      expect(text).toContain(`${index + 1}. ${patternTitles[pattern]}`);
      expect(page).toContain(`href="cleanup-${index + 1}-${pattern}.csv"`);
    }
    expect(text).toContain('48 of 1,034 that passed, on 24 separate days');
    expect(page).toContain('aria-label="Faults a week: 14, 14, 14, 6');
    expect(text).toContain('the trail breaks at amazon→ipaas');
    expect(text).toContain('5 of 48 findings');
  });

  it('keeps what is stated apart from what is evidenced', () => {
    const [first, ...rest] = samplePage().checklist;
    if (first === undefined) throw new Error('there are questions');
    const stated = {
      ...first,
      answer: 'yes',
      basis: 'stated',
      because: 'The wiki says so.',
    } as const;
    const text = seen(reportHtml(samplePage({ checklist: [stated, ...rest] })));
    const evidenced = text.indexOf('Evidenced by what was read');
    expect(text.indexOf('The wiki says so.')).toBeGreaterThan(
      text.indexOf('Stated in answers.yaml'),
    );
    expect(evidenced).toBeGreaterThan(0);
  });

  it('shows the as-of of a feed beside its arrival', () => {
    const row: ReportStaleness = {
      feed: 'acme-metrics',
      constant_lag: 'yes',
      lag: 'P1D',
      downstream_errors: 'unknown',
      metric_dispute: 'no',
      cascade: 'suspected',
    };
    const [statement] = samplePage().timelines[0]?.statements ?? [];
    if (statement === undefined) throw new Error('the sample has a statement');
    const snapshot = {
      ...statement,
      system: 'acme',
      kind: 'feed.snapshot',
      at: '2026-03-05T10:00:00Z',
      as_of: '2026-03-04T10:00:00Z',
    } as const;
    const fed = {
      subject: { type: 'feed', key: 'acme-metrics' },
      left_out: 0,
      handoffs: [],
    } as const;
    const text = seen(
      reportHtml(samplePage({ staleness: [row], timelines: [{ ...fed, statements: [snapshot] }] })),
    );
    expect(text).toContain('acme-metrics yes, 1 business day unknown no suspected');
    expect(text).toContain('acme 2026-03-04 10:00:00 2026-03-05 10:00:00 24 hours');
  });

  it('can say that nothing is wrong', () => {
    const healthy = { ...sampleReport({ candidates: [], tally: emptyTally() }), timelines: [] };
    const text = seen(reportHtml(healthy));
    expect(text).toContain('No fault was found.');
  });
});

describe('a hostile report', () => {
  const nasty = [
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '<!--',
    '\u202egnp.exe\u2066',
    'x'.repeat(10_000),
    '\ud83d\ude00'.repeat(400),
    '\u0000\u0007\u001b[31m',
  ];
  const name = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', minLength: 1 }));

  it('stays a page whatever the names are', () => {
    fc.assert(
      fc.property(name, name, name, (system, order, word) => {
        const report = sampleReport({
          contract: contractOf(system, 'erp'),
          candidates: [
            faultOf(order, { systems: [system, 'erp'], hop: word, field: word, at: onDay(1) }),
          ],
        });
        const [statement] = samplePage().timelines[0]?.statements ?? [];
        if (statement === undefined) throw new Error('the sample has a statement');
        const said = { ...statement, system, id: order, word, says: word };
        const subject = { type: 'order', key: order } as const;
        const timelines = [{ subject, statements: [said], handoffs: [], left_out: 0 }];
        const markup = reportHtml({ ...report, timelines });
        expect(isWellFormed(markup)).toBe(true);
        expect(markup).not.toMatch(/<(script|img)/);
        expect(markup).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(markup.length).toBeLessThan(400_000);
      }),
      { numRuns: 60 },
    );
  });

  it('stays below three megabytes with a hundred thousand findings', () => {
    const candidates = Array.from({ length: 20_000 }, (_, index) =>
      faultOf(`A-${index}`, { at: onDay(index % 28), field: `field-${index % 2_000}` }),
    );
    const report = sampleReport({ candidates });
    const [base] = samplePage().timelines;
    const [statement] = base?.statements ?? [];
    if (base === undefined || statement === undefined) throw new Error('the sample has a timeline');
    const statements = Array.from({ length: 20 }, (_, index) => ({
      ...statement,
      id: `s-${index}`,
      says: 'SO-1, confirmed, 2 × MUG, 24 EUR, in stock',
      at: `2026-03-02T10:${10 + index}:00Z`,
    }));
    const timelines = report.findings
      .slice(0, 20_000)
      .map(({ subject }) => ({ ...base, subject, statements }));
    const markup = reportHtml({ ...report, timelines });
    expect(markup.length).toBeLessThan(3_000_000);
    expect(markup.match(/<details/g)?.length).toBeLessThanOrEqual(220);
  });
});
