// The only file here that touches a disk: streams a company into a folder, in flat memory.
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { simulate, type SimulateOptions } from './simulate.js';

export interface Written {
  readonly lines: number;
  readonly faults: number;
}

const CHUNK = 1 << 18;

/** A file that is written in large pieces and never runs ahead of the disk. */
class Sheet {
  readonly #stream: WriteStream;
  #text = '';

  constructor(path: string, header?: string) {
    this.#stream = createWriteStream(path);
    if (header !== undefined) this.#text = `${header}\n`;
  }

  /** Whether the piece is full and must be flushed before more is added. */
  add(text: string): boolean {
    this.#text += text;
    return this.#text.length >= CHUNK;
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    this.#stream.end(this.#text);
    await finished(this.#stream);
  }
}

/** Writes the company's files (exports with the time at which they were made), `weir.yaml` and `truth.json`. */
export async function writeCompany(options: SimulateOptions, directory: string): Promise<Written> {
  const company = simulate(options);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'weir.yaml'), company.contract);
  const sheets = new Map(
    [...company.files].map(([name, header]) => [name, new Sheet(join(directory, name), header)]),
  );
  const truth = new Sheet(join(directory, 'truth.json'));
  truth.add(`{"faults":${JSON.stringify(company.faults)},"truth":[`);
  let lines = 0;
  let faults = 0;
  for (const told of company.events()) {
    if (told.event === 'truth') {
      const full = truth.add(`${faults === 0 ? '' : ','}\n${JSON.stringify(told.row)}`);
      faults += 1;
      if (full) await truth.flush();
      continue;
    }
    lines += 1;
    const sheet = sheets.get(told.file);
    if (sheet?.add(`${told.text}\n`) === true) await sheet.flush();
  }
  truth.add('\n]}\n');
  await Promise.all([...sheets.values(), truth].map(async (sheet) => sheet.close()));
  if (company.exportedAt !== undefined) {
    const made = new Date(company.exportedAt);
    const paths = [...company.files.keys()].map((name) => join(directory, name));
    await Promise.all(paths.map(async (path) => utimes(path, made, made)));
  }
  return { lines, faults };
}
