// What `--out` leaves behind, from a real audit, and what `--serve` shows of it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patternTitles } from '../../core/detect/pattern-names.js';
import type { Report } from '../../core/detect/report.js';

const binary = new URL('../../../dist/src/main.js', import.meta.url).pathname;
let folder = '';
let report: Report;
let page = '';

function weir(...given: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [binary, ...given], { cwd: folder, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const read = (name: string): string => readFileSync(join(folder, 'report', name), 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-report-'));
  weir('simulate', '--seed', '4', '--orders', '400', '--out', 'broken');
  expect(weir('audit', 'broken', '--out', 'report').code).toBe(0);
  report = JSON.parse(read('report.json')) as Report;
  page = read('report.html');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('report.html', () => {
  it('refers to nothing outside, and runs nothing', () => {
    const referred = [...page.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(([, to]) => to ?? '');
    expect(referred.filter((to) => !/^(#[a-z0-9-]+|cleanup-\d+-[a-z-]+\.csv)$/.test(to))).toEqual(
      [],
    );
    expect(page).not.toMatch(/<(script|link|img|iframe|object)|@import|url\((?!#)/);
  });

  it('has one h1, and leaves out no level of headings', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    const skips = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
    expect(skips).toEqual([]);
  });

  it('tells of every cluster', () => {
    expect(report.clusters.length).toBeGreaterThan(10);
    report.clusters.forEach(({ pattern }, index) => {
      expect(page).toContain(`id="fault-${index + 1}">${index + 1}. ${patternTitles[pattern]}`);
    });
  });

  it('shows of its examples what each system says: the lines were read again', () => {
    const drawn = new Set(report.timelines.map(({ subject }) => `${subject.type} ${subject.key}`));
    const told = report.findings.filter(
      ({ level, subject }) => level === 'fault' && drawn.has(`${subject.type} ${subject.key}`),
    );
    expect(told.length).toBeGreaterThan(report.clusters.length / 2);
    const ids = new Set(
      report.timelines.flatMap(({ statements }) =>
        statements.map(({ system, id }) => `${system}/${id}`),
      ),
    );
    const cited = told.flatMap(({ evidence }) => evidence);
    const found = cited.filter((one) => ids.has(one));
    expect(found.length / cited.length).toBeGreaterThan(0.8);
  });
});

describe('the clean-up files', () => {
  it('are one a cluster, and together hold all of its faults', () => {
    const names = readdirSync(join(folder, 'report')).filter((name) => name.endsWith('.csv'));
    expect(names).toHaveLength(report.clusters.length);
    report.clusters.forEach(({ pattern, count }, index) => {
      const rows: unknown[] = parse(read(`cleanup-${index + 1}-${pattern}.csv`), { bom: true });
      expect(rows).toHaveLength(count + 1);
    });
  });

  it('of an earlier run are removed, and no other file', () => {
    writeFileSync(join(folder, 'report/cleanup-999-lost-order.csv'), 'old');
    writeFileSync(join(folder, 'report/cleanup-notes.csv'), 'mine');
    weir('audit', 'broken', '--out', 'report');
    const names = readdirSync(join(folder, 'report'));
    expect(names).not.toContain('cleanup-999-lost-order.csv');
    expect(names).toContain('cleanup-notes.csv');
    rmSync(join(folder, 'report/cleanup-notes.csv'));
  });

  it('are not taken for exports when their folder is audited', () => {
    const { out } = weir('audit', 'broken', 'report', '--json');
    expect((JSON.parse(out) as Report).inputs.map(({ path }) => path)).toEqual(
      report.inputs.map(({ path }) => path),
    );
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly text: string;
}

async function asked(port: number, path: string, more: RequestOptions = {}): Promise<Answer> {
  const call = request({ host: '127.0.0.1', port, path, agent: false, ...more }).end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response) text += String(piece);
  return { status: response.statusCode, type: response.headers['content-type'], text };
}

describe('--serve', () => {
  it.each([
    [['audit', 'broken', '--serve'], /--out/],
    [['audit', 'broken', '--out', 'report', '--serve', 'often'], /--serve often/],
  ])('ends with 2 and a line that says why: %j', (given, reason) => {
    const { code, err } = weir(...given);
    expect(code).toBe(2);
    expect(err).toMatch(reason);
  });

  it('ends with 2 where the port that was asked for is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const run = spawn(
      process.execPath,
      [binary, 'audit', 'broken', '--out', 'served', '--serve', port],
      { cwd: folder, stdio: 'ignore' },
    );
    expect(await once(run, 'exit')).toEqual([2, null]);
    other.close();
  });

  it('serves the report to this machine, prints the short diagnosis, and ends when told', async () => {
    const given = ['audit', 'broken', '--out', 'served', '--serve', '0'];
    const run = spawn(process.execPath, [binary, ...given], { cwd: folder });
    let out = '';
    run.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    const url = (): string | undefined => /http:\/\/127\.0\.0\.1:\d+\//.exec(out)?.[0];
    while (url() === undefined && run.exitCode === null) await once(run.stdout, 'data');
    const at = url() ?? '';
    const port = Number(new URL(at).port);
    const page = await asked(port, '/');
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(page.text).toContain('The diagnosis in brief');
    const list = `/cleanup-1-${report.clusters[0]?.pattern ?? ''}.csv`;
    expect(await asked(port, list)).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
    for (const path of ['/../broken/weir.yaml', '/%2e%2e%2fbroken/weir.yaml', '/broken']) {
      expect(await asked(port, path)).toMatchObject({ status: 404 });
    }
    expect(await asked(port, '/', { method: 'POST' })).toMatchObject({ status: 405 });
    const foreign = { headers: { host: 'weir.example' } };
    expect(await asked(port, '/', foreign)).toMatchObject({ status: 421 });
    run.kill('SIGINT');
    expect(await once(run, 'exit')).toEqual([0, null]);
    expect(out).toContain('THE FAULTS BEHIND THE EXCEPTIONS');
    expect(out).not.toContain('TEN QUESTIONS');
  });
});
