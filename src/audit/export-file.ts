// An export file becomes a file of observation lines, so that from there on all inputs are one kind.
// Where each line came from is kept, for the rows that turn out not to be readable.
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { vocabularies } from '../connectors/registry.js';
import type { Role } from '../core/contract/contract.js';
import { roles } from '../core/contract/contract.js';
import type { SystemHint } from '../core/contract/infer.js';
import { limits } from '../core/limits.js';
import type { InputRow, OpenedInput, Spool } from './inputs.js';
import type { FileOptions, FileReading } from '../files/read-file.js';
import { readFileAsLines } from '../files/read-file.js';
import type { Remark } from './remarks.js';

const pieceLength = 1 << 16;

/** What was read of one export file. */
class Sheet {
  readonly rows: InputRow[] = [];
  readonly origins: number[] = [];
  readonly remarks: Remark[] = [];
  rowCount = 0;
  reader: string | null = null;
  system: string | null = null;
  proven = false;
  #text = '';
  readonly #path: string;
  readonly #descriptor: number;

  constructor(path: string, spool: string) {
    this.#path = path;
    this.#descriptor = openSync(spool, 'w');
  }

  readonly take = (reading: FileReading): void => {
    switch (reading.kind) {
      case 'file':
        this.reader = reading.reader;
        this.proven = reading.proven;
        this.system = reading.system;
        return;
      case 'refused':
        this.#reject(null, reading.reason);
        return;
      case 'unreadable':
        this.#reject(reading.line, reading.reason);
        return;
      case 'remark':
        this.remarks.push({ path: this.#path, reason: reading.reason });
        return;
      case 'observation':
        this.origins.push(reading.line);
        this.#write(`${JSON.stringify(reading.observation)}\n`);
        return;
      case 'end':
        return;
    }
  };

  #reject(line: number | null, reason: string): void {
    this.rowCount += 1;
    if (this.rows.length < limits.unreadableListed) this.rows.push({ line, reason });
  }

  #write(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceLength) this.#flush();
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#text);
    this.#text = '';
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }
}

/** Reads an export file into the spool; a file that no reader knows is an input with one row. */
export async function spoolExport(
  path: string,
  options: FileOptions,
  spool: Spool,
): Promise<OpenedInput> {
  const file = await spool.path();
  const sheet = new Sheet(path, file);
  try {
    for await (const readings of readFileAsLines(path, options)) readings.forEach(sheet.take);
  } finally {
    sheet.close();
  }
  const { reader, proven, rows, rowCount, origins, remarks } = sheet;
  const hint = hintOf(sheet);
  return {
    input: { path, reader, proven, rows, rowCount, origins },
    lines: origins.length === 0 ? null : { file, start: 0, size: statSync(file).size },
    remarks,
    ...(hint === null ? {} : { hint }),
  };
}

/** `shopify.orders-csv` was read by the connector `shopify`, whose systems are storefronts. */
function hintOf({ reader, system }: Sheet): readonly [string, SystemHint] | null {
  if (reader === null || system === null) return null;
  const connector = reader.slice(0, reader.indexOf('.'));
  const role = vocabularies.get(connector)?.role;
  const known = roles.find((one): one is Role => one === role);
  return known === undefined ? null : [system, { role: known, connector }];
}
