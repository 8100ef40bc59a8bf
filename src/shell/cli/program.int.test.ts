// Calls that can't be used: one line that says what and how to mend it, exit code 2, and nothing on
// standard output.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../core/observation/instant.js';
import { runProgram } from './program.js';

let folder = '';
const at = (name: string): string => join(folder, name);

async function weir(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const never = async (): Promise<never> => Promise.reject(new Error('this verb was not called'));
  const code = await runProgram(argv, {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    version: '0.0.0',
    now: () => 0 as Instant,
    columns: 80,
    colour: false,
    secretInput: { isTerminal: false, ask: never, piped: never },
    simulator: {
      patterns: [],
      write: async (_simulation, where) => {
        await mkdir(where, { recursive: true });
        return { lines: 0, faults: 0 };
      },
    },
    pair: never,
    worlds: { sweep: never, replay: never, hunt: never },
  });
  return { code, ...said };
}

const line =
  '{"id":"1","system":"shop","kind":"order.placed","at":"2026-03-04T10:00:00Z","refs":{"order":"A-1"},"data":{"lines":[{"sku":"MUG","qty":1}]}}\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-refusals-'));
  await writeFile(at('lines.jsonl'), line);
  await writeFile(at('file'), '');
  await mkdir(at('reports'));
  await writeFile(at('reports/report.json'), '{"map":5}');
  await writeFile(at('odd.json'), '{"format":1,"clusters":5,"findings":[null],"map":{"nodes":[]}}');
  await writeFile(at('weir.yaml'), 'weir: 1\nsystems: { shop: { role: storefront } }\n');
  await mkdir(at('answers.yaml'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('a call that can not be used', () => {
  it.each([
    [
      ['audit', 'lines.jsonl', '--zone', 'Mars/Phobos'],
      '--zone Mars/Phobos: there is no such zone',
    ],
    [['audit', 'lines.jsonl', '--out', 'file/report'], 'file/report: cannot be written (ENOTDIR)'],
    [['audit', 'lines.jsonl', '--baseline', 'odd.json'], 'odd.json: it is not a report.json'],
    [['map', 'reports/report.json'], 'report.json: it is not a report.json'],
    [['map', 'lines.jsonl', '--out', 'file/map.svg'], 'file/map.svg: cannot be written (ENOTDIR)'],
    [
      ['contract', 'schema', 'answer'],
      'answer: there is no schema of that. Did you mean "answers"?',
    ],
    [['contract', 'check', 'weir.yaml'], 'answers.yaml: it is a folder'],
    [['simulate', '--seed', '', '--out', 'company'], '--seed : say a whole number'],
    [['simulate', '--seed', '7', '--out', 'file/company'], 'file/company: cannot be written'],
    [['export', 'nowhere/ledger.jsonl.gz'], 'nowhere/ledger.jsonl.gz: cannot be written (ENOENT)'],
    [['up', '--port', ''], '--port : say a port, 0 to 65535'],
  ])('%j', async (argv, reason) => {
    const here = argv.map((word) =>
      /^(?:lines|file|odd|reports|nowhere|weir)\b/.test(word) ? at(word) : word,
    );
    const { code, out, err } = await weir(
      ...here,
      ...(argv[0] === 'export' ? ['--data', at('data')] : []),
    );
    expect(err).toContain(reason);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    });
  });
});
