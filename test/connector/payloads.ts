// What a connector reads: payloads of its fixtures, each with the readings that it must give beside it,
// and what follows from each of them when it gets ugly.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Connector, ExportReader, Reading } from '../../src/connectors/connector.js';
import { exportReaders } from '../../src/connectors/registry.js';
import { compileContract } from '../../src/core/contract/compile.js';
import type { Contract } from '../../src/core/contract/contract.js';
import type { Instant } from '../../src/core/observation/instant.js';
import { readerOf } from '../../src/core/observation/native-words.js';
import type { OffsetAt, TimeSpan } from '../../src/core/observation/written-time.js';
import { timeSpanOf, writtenTimeOf } from '../../src/core/observation/written-time.js';
import { readDocument as readBody } from '../../src/files/read-document.js';
import { recogniseBody } from '../../src/files/recognise.js';
import type { RecognisedFile } from '../../src/files/taker.js';
import { surveyWhole } from '../../src/files/whole.js';
import { fuzzDocument, fuzzTable } from '../fuzz-export.js';
import { documentOf, faultsIn, observed, readDocument, readTable } from '../read-export.js';
import type { Table } from '../read-export.js';

/** Payloads and, beside each, `NAME.observations.jsonl`: what it gives, a reading a line. */
export interface Payloads {
  readonly folder: URL;
  /** The contract that describes their readers, where the connector itself has none. */
  readonly contract?: Contract;
}

/** The system that says all of it, and when it did. */
const system = 'shop';
const made = Date.parse('2026-03-10T00:00:00Z') as Instant;
const golden = '.observations.jsonl';
const unheardOf = 'weir-never-heard-of-it';

/** A payload as its reader sees it. */
type Shown =
  | { readonly reader: ExportReader; readonly table: Table }
  | { readonly reader: ExportReader; readonly document: unknown };

interface Trial {
  readonly connector: Connector;
  readonly contract: Contract;
  readonly path: string;
}

function contractOf({ name, vocabulary }: Connector): Contract {
  const { role = 'storefront' } = vocabulary ?? {};
  const systems = { [system]: { role, connector: name, zone: 'UTC' } };
  return compileContract({ weir: 1, systems }).contract;
}

function lineOf(reading: Reading): string {
  switch (reading.kind) {
    case 'observation':
      return JSON.stringify(reading.observation);
    case 'unreadable':
      return JSON.stringify({ unreadable: reading.reason, line: reading.line });
    case 'remark':
      return JSON.stringify({ remark: reading.reason, line: reading.line });
  }
}

/** The file, by whichever reader of all connectors takes it. */
async function takenOf({ connector, contract, path }: Trial): Promise<RecognisedFile> {
  const found = await recogniseBody(readFileSync(path), exportReaders(contract.readers));
  if (found.kind === 'refused') throw new Error(`${path}: ${found.refused}`);
  const own = (connector.exports ?? []).map(({ name }) => name);
  expect(own).toContain(found.file.reader.name);
  return found.file;
}

async function readingsOf(trial: Trial): Promise<Reading[]> {
  const { recognition, rows } = await takenOf(trial);
  const offsetAt: OffsetAt = () => 0;
  const { dayFirst, decimal } = await surveyWhole(rows(), recognition, {
    dayFirst: recognition.dayFirst,
    offsetAt,
  });
  const times = (text: string): TimeSpan | null => {
    const time = writtenTimeOf(text);
    return time === null ? null : timeSpanOf(time, { dayFirst, offsetAt });
  };
  const reader = recognition.open({ system, extract: made, madeBy: made, decimal, times });
  const readings: Reading[] = [];
  for await (const group of rows()) {
    for (const row of group) {
      if ('unreadable' in row) throw new Error(`${trial.path}: ${row.line}: ${row.unreadable}`);
      readings.push(...reader.row(row));
    }
  }
  return [...readings, ...reader.end()];
}

async function shownOf(trial: Trial): Promise<Shown> {
  const { reader, columns, rows } = await takenOf(trial);
  if (columns.length === 0)
    return { reader, document: documentOf(readFileSync(trial.path, 'utf8')) };
  const table: (readonly string[])[] = [columns];
  for await (const group of rows()) {
    for (const row of group) if ('cells' in row) table.push(row.cells);
  }
  return { reader, table };
}

function read(shown: Shown): Reading[] | null {
  return 'table' in shown
    ? readTable(shown.reader, shown.table)
    : readDocument(shown.reader, shown.document);
}

/** The payload with each text of it exchanged. */
function withTexts(shown: Shown, change: (text: string) => string): Shown {
  if ('table' in shown) {
    const [header = [], ...rows] = shown.table;
    return { ...shown, table: [header, ...rows.map((row) => row.map(change))] };
  }
  const text = JSON.stringify(shown.document);
  const changed: unknown = JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' ? change(value) : value,
  );
  return { ...shown, document: changed };
}

const extra = { id: '1', status: 'shipped', amount: '9.99', created_at: '2026-03-01' };

/** With a field in each record, or a column, that nobody has told us of. */
function withExtras(shown: Shown): Shown {
  if ('table' in shown) {
    const wide = shown.table.map((row, index) => [...row, index === 0 ? 'Weir extra' : 'shipped']);
    return { ...shown, table: wide };
  }
  return { ...shown, document: extended(shown.document) };
}

function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, extended(inner)] as const);
  // An object without a field may be an empty list, as PHP writes it.
  return fields.length === 0 ? value : { ...Object.fromEntries(fields), weir_extra: extra };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

/** Which statement it is, whenever it was read. */
function nameOf(reading: Reading): string {
  return reading.kind === 'observation' ? (reading.observation.id ?? '') : reading.reason;
}

/** All amounts and prices that are told, in whatever place. */
function amountsIn(readings: Reading[] | null): readonly string[] {
  const text = JSON.stringify(observed(readings));
  return [...text.matchAll(/"(?:amount|price)":"([^"]*)"/g)].map(([, amount = '']) => amount);
}

function nativesIn(readings: Reading[] | null): readonly string[] {
  return observed(readings).flatMap(({ status }) => status?.native ?? []);
}

function withDecimalComma(text: string): string {
  return /^-?\d+\.(?:\d{2}|\d{4})$/.test(text) ? text.replace('.', ',') : text;
}

/** Laws that hold of any payload, so that no fixture needs to be written for them. */
function keepsItsLaws(trial: Trial): void {
  const { connector } = trial;
  const given = async (): Promise<Shown> => frozen(await shownOf(trial));

  it('changes nothing of it, and says what the core can read', async () => {
    expect(faultsIn(read(await given()))).toEqual([]);
  });

  it('says the same where there are fields that nobody knows', async () => {
    const shown = await given();
    expect(read(withExtras(shown))).toEqual(read(shown));
  });

  it('gives no meaning to a word that nobody knows', async () => {
    const shown = await given();
    const known = new Set(nativesIn(read(shown)));
    const told = read(withTexts(shown, (text) => (known.has(text) ? unheardOf : text)));
    const kinds = new Set(observed(read(shown)).map(({ kind }) => kind));
    expect(faultsIn(told)).toEqual([]);
    expect(observed(told).filter(({ kind }) => !kinds.has(kind))).toEqual([]);
    const taken = observed(told).filter(({ status }) => status?.native === unheardOf);
    expect(taken.filter(({ status }) => status?.canonical !== undefined)).toEqual([]);
    for (const { kind } of taken) expect(meaning(connector, unheardOf, kind)).toBeNull();
  });

  it('takes a comma for what it is, or not at all', async () => {
    const shown = await given();
    const amounts = new Set(amountsIn(read(shown)));
    const told = read(withTexts(shown, withDecimalComma));
    expect(amountsIn(told).filter((amount) => !amounts.has(amount))).toEqual([]);
    expect(faultsIn(told)).toEqual([]);
  });

  // What a person has declared may say what the core refuses: it is checked where it is filed.
  const isDeclared = trial.contract.readers.length > 0;
  it.skipIf(isDeclared)('says what the core can read, whatever stands in it', async () => {
    const shown = await given();
    if ('table' in shown) fuzzTable(shown.reader, shown.table);
    else fuzzDocument(shown.reader, shown.document);
  });
}

/** The claims of a word as text; null: no table has it. */
function meaning(connector: Connector, native: string, kind: string): string | null {
  const { name, vocabulary } = connector;
  if (vocabulary === undefined) return null;
  const reading = readerOf(contractOf(connector), new Map([[name, vocabulary]]))(
    system,
    native,
    kind,
  );
  return reading.known ? JSON.stringify(reading.claims) : null;
}

function showsTheUgly(connector: Connector, trials: readonly Trial[]): void {
  const all = async (): Promise<Reading[]> => (await Promise.all(trials.map(readingsOf))).flat();

  it('shows a record that lacks what it needs, and says what', async () => {
    const reasons = (await all()).filter(({ kind }) => kind === 'unreadable');
    expect(reasons.length, 'a payload must lack a field').toBeGreaterThan(0);
  });

  it('shows an id of 2^53 or more, every digit of it', async () => {
    const names = observed(await all()).flatMap(({ refs = {} }) => Object.values(refs).flat());
    const long = names.filter((name) => /^\d{16,}$/.test(name) && BigInt(name) >= 2n ** 53n);
    expect(long.length, 'a payload must have such an id').toBeGreaterThan(0);
    const written = trials.map(({ path }) => readFileSync(path, 'utf8')).join('\n');
    for (const name of long) expect(written).toContain(name);
  });

  const hasWords = connector.vocabulary?.tables.some(({ words }) => Object.keys(words).length > 0);
  it.runIf(hasWords)('shows a status, so that its word can be exchanged for another', async () => {
    const native = observed(await all()).flatMap(({ status }) => status?.native ?? []);
    expect(native.length, 'a payload must have a status').toBeGreaterThan(0);
  });
}

export function readsItsPayloads(connector: Connector, payloads: Payloads): void {
  const folder = fileURLToPath(payloads.folder);
  const names = readdirSync(folder).filter((name) => !name.endsWith(golden));
  const contract = payloads.contract ?? contractOf(connector);
  const trials = names.sort().map((name): Trial & { readonly name: string } => ({
    name,
    connector,
    contract,
    path: join(folder, name),
  }));

  it('has payloads to show, each by a name of its own', () => {
    const stems = names.map((name) => name.replace(/\.\w+$/, ''));
    expect(stems.length).toBeGreaterThan(0);
    expect(new Set(stems).size).toBe(stems.length);
  });

  describe.each(trials)('of $name', (trial) => {
    it('gives exactly the readings beside it', async () => {
      const lines = (await readingsOf(trial)).map((reading) => `${lineOf(reading)}\n`);
      const beside = trial.path.replace(/\.\w+$/, golden);
      await expect(lines.join('')).toMatchFileSnapshot(beside);
    });

    it.runIf(trial.name.endsWith('.json'))(
      'gives the same where it comes over a wire',
      async () => {
        const readers = connector.exports ?? [];
        const options = { contract, system, readers, syntax: 'json' as const, came: made };
        const told = await readBody(readFileSync(trial.path), options);
        expect(told.map(nameOf)).toEqual((await readingsOf(trial)).map(nameOf));
      },
    );

    keepsItsLaws(trial);
  });

  describe('of all of them', () => {
    showsTheUgly(connector, trials);
  });
}
