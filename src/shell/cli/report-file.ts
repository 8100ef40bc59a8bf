// report.json, written in pieces: a report of a hundred thousand findings is never one text.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Report } from '../../core/detect/report.js';

const pieceLength = 1 << 16;

/** The report as JSON text, in pieces: one finding, input or cluster at a time. */
export function* reportPieces(report: Report): Generator<string> {
  let text = '{';
  let first = true;
  for (const [field, value] of Object.entries(report)) {
    text += `${first ? '' : ','}\n${JSON.stringify(field)}:`;
    first = false;
    if (!Array.isArray(value)) {
      text += JSON.stringify(value);
      continue;
    }
    text += '[';
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      text += `${index === 0 ? '' : ','}\n${JSON.stringify(item)}`;
      if (text.length >= pieceLength) {
        yield text;
        text = '';
      }
    }
    text += ']';
  }
  yield `${text}\n}\n`;
}

/** Writes `report.json` into a folder, which is made where it is not there; gives back its path. */
export async function writeReport(report: Report, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'report.json');
  const stream = createWriteStream(path);
  const ended = finished(stream);
  for (const piece of reportPieces(report)) {
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended]);
  }
  stream.end();
  await ended;
  return path;
}
