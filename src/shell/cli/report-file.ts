// The files of a report. report.json and the clean-up files are written in pieces: a report of a
// hundred thousand findings is never one text.
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Report } from '../../core/detect/report.js';
import { cleanUpFiles, cleanUpForm } from '../../report/cleanup.js';
import { reportHtml } from '../../report/page.js';

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

async function writePieces(path: string, pieces: Iterable<string>): Promise<string> {
  const stream = createWriteStream(path);
  const ended = finished(stream);
  for (const piece of pieces) {
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended]);
  }
  stream.end();
  await ended;
  return path;
}

/** Lists of an earlier run would be taken for lists of this one. */
async function removeOldLists(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (cleanUpForm.test(name)) await rm(join(folder, name));
  }
}

/**
 * Writes `report.html`, `report.json` and one clean-up file a cluster into a folder, which is made
 * where it is not there; gives back their paths.
 */
export async function writeReport(report: Report, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  await removeOldLists(folder);
  const written = [
    await writePieces(join(folder, 'report.html'), [reportHtml(report)]),
    await writePieces(join(folder, 'report.json'), reportPieces(report)),
  ];
  for (const { name, rows } of cleanUpFiles(report)) {
    written.push(await writePieces(join(folder, name), rows()));
  }
  return written;
}
