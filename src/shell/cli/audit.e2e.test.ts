// The built binary, as a person or a script calls it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as crewModule from '../../audit/crew.js';
import type * as threadsModule from '../../audit/threads.js';
import type * as runModule from '../../audit/run.js';
import { noAnswers } from '../../core/contract/answers.js';
import type { Report } from '../../core/detect/report.js';
import type { Instant } from '../../core/observation/instant.js';

const built = new URL('../../../dist/src/', import.meta.url);
const binary = new URL('main.js', built).pathname;
let folder = '';
const broken = (): string => join(folder, 'broken');
const healthy = (): string => join(folder, 'healthy');

function weir(...given: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [binary, ...given], { cwd: folder, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-e2e-'));
  expect(weir('simulate', '--seed', '4', '--orders', '400', '--out', 'broken').code).toBe(0);
  const none = ['simulate', '--seed', '4', '--orders', '200', '--faults', 'none'];
  expect(weir(...none, '--out', 'healthy').code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('weir audit', () => {
  it('prints a diagnosis and writes report.json', () => {
    const { code, out } = weir('audit', 'broken', '--out', 'report');
    expect(code).toBe(0);
    expect(out).toContain('Structural');
    const report = JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8')) as Report;
    expect(report.findings.length).toBeGreaterThan(10);
    expect(out.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  it('prints one JSON document and nothing else with --json', () => {
    const { out } = weir('audit', 'broken', '--json');
    expect((JSON.parse(out) as Report).format).toBe(1);
  });

  it('ends with 1 where what was asked to hold does not', () => {
    expect(weir('audit', 'broken', '--fail-on', 'structural').code).toBe(1);
    expect(weir('audit', 'broken', '--fail-on', 'any').code).toBe(1);
    expect(weir('audit', 'healthy', '--fail-on', 'any').code).toBe(0);
  });

  it.each([
    [['audit', 'nowhere'], /there is no nowhere/],
    [['audit', 'broken', '--fail-on', 'some'], /--fail-on some/],
    [['audit', 'broken', '--since', 'yesterday'], /--since yesterday/],
    [['audit', 'broken', '--threads', '0'], /--threads 0/],
    [['audit', 'broken', '--baseline', 'broken/truth.json'], /--baseline/],
    [['audit', 'broken', '--contract', 'none.yaml'], /none\.yaml/],
    [['audit'], /name the files or folders to read/],
    [['eat'], /unknown command/],
  ])('ends with 2 and a line that says why: %j', (given, reason) => {
    const { code, err, out } = weir(...given);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(reason);
  });

  it('ends with 2 where nothing could be read', () => {
    writeFileSync(join(folder, 'noise.jsonl'), 'not\nlines\n');
    const { code, err } = weir('audit', 'noise.jsonl');
    expect(code).toBe(2);
    expect(err).toContain('noise.jsonl:1: the line is not a JSON object');
  });

  it('is not upset when the reader of its output goes away', () => {
    const pipe = `"${process.execPath}" "${binary}" audit broken --json | head -c 10`;
    const run = spawnSync('bash', ['-c', `${pipe}; exit \${PIPESTATUS[0]}`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ code: run.status, err: run.stderr }).toEqual({ code: 0, err: '' });
  });

  it('compares with an older report', () => {
    weir('audit', 'broken', '--out', 'before');
    const { out } = weir('audit', 'broken', '--json', '--baseline', 'before/report.json');
    const { clusters } = JSON.parse(out) as Report;
    expect(new Set(clusters.map(({ since_baseline }) => since_baseline))).toEqual(
      new Set(['same']),
    );
  });
});

describe('threads', () => {
  it('change nothing of the report', async () => {
    const { audit } = (await import(new URL('audit/run.js', built).href)) as typeof runModule;
    const crews = (await import(new URL('audit/crew.js', built).href)) as typeof crewModule;
    const threads = (await import(new URL('audit/threads.js', built).href)) as typeof threadsModule;
    const reportWith = async (crew: () => crewModule.Crew): Promise<unknown> =>
      audit({
        paths: [broken(), healthy()],
        contract: null,
        answers: noAnswers,
        baseline: null,
        since: null,
        until: null,
        zone: null,
        version: '0.0.0',
        generatedAt: 0 as Instant,
        crew,
        notes: [],
        progress: () => undefined,
      });
    const alone = await reportWith(crews.inlineCrew);
    expect(await reportWith(() => threads.threadCrew(2, 512))).toEqual(alone);
    expect(await reportWith(() => threads.threadCrew(3, 512))).toEqual(alone);
  });
});
