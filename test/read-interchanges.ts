// Gives the text of raw EDI to its reader, as the audit does, without files.
import type { ExportReader, KnownParties, Reading, Row } from '../src/connectors/connector.js';
import { edifactEnvelopes } from '../src/core/edifact/envelope.js';
import { EnvelopeReader } from '../src/core/interchange/envelope-reader.js';
import { faultText } from '../src/core/interchange/fault.js';
import { readObservation } from '../src/core/observation/read.js';
import { timeSpanOf, writtenTimeOf } from '../src/core/observation/written-time.js';
import { x12Envelopes } from '../src/core/x12/envelope.js';

export interface ReadText {
  readonly readings: readonly Reading[];
  /** Faults of envelopes and of sets, in words. */
  readonly faults: readonly string[];
  readonly sets: number;
}

/** Times are taken for UTC. Every statement must be one that the core reads. */
export function readInterchanges(
  readers: readonly ExportReader[],
  text: string,
  parties?: KnownParties,
): ReadText {
  const syntax = /^\s*ISA/.test(text) ? 'x12' : 'edifact';
  const sample = { shape: 'interchange', syntax, head: text } as const;
  const [recognition] = readers.flatMap((reader) => reader.recognise(sample) ?? []);
  if (recognition === undefined) throw new Error('no reader takes it');
  const envelopes = new EnvelopeReader(syntax === 'x12' ? x12Envelopes : edifactEnvelopes);
  const rows: Row[] = [];
  const faults: string[] = [];
  for (const part of [...envelopes.push(text), ...envelopes.end()]) {
    if (part.kind === 'fault') faults.push(faultText(part.fault));
    else if (part.set.faults.length > 0) faults.push(...part.set.faults.map(faultText));
    else rows.push({ line: part.set.line, cells: [], document: part.set });
  }
  for (const row of rows) recognition.times(row);
  const reader = recognition.open({
    system: 'edi',
    extract: null,
    madeBy: null,
    decimal: '.',
    times: (stated) => {
      const time = writtenTimeOf(stated);
      return time === null ? null : timeSpanOf(time, { dayFirst: null, offsetAt: () => 0 });
    },
    ...(parties === undefined ? {} : { parties }),
  });
  const readings = [...rows.flatMap((row) => [...reader.row(row)]), ...reader.end()];
  for (const reading of readings) {
    if (reading.kind !== 'observation') continue;
    const line: unknown = JSON.parse(JSON.stringify(reading.observation));
    const read = readObservation(line, () => '');
    if ('unreadable' in read) throw new Error(`${read.unreadable}: ${JSON.stringify(line)}`);
  }
  return { readings, faults, sets: rows.length };
}
