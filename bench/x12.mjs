// The X12 codec beside the package node-x12 and a bare split, in one run:
//   npm install --prefix /tmp/theirs node-x12@1.7.1
//   NODE_PATH=/tmp/theirs/node_modules node bench/x12.mjs FILE.edi [MIB] [ROUNDS]
// The file is repeated to the size asked for and read as a stream by each, as a process of its own.
// Throughput is of the process's own time on the CPU, so
// that a busy machine slows none of them. Medians are printed, and the largest resident set.

import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildIfStale } from '../scripts/build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(join(root, 'package.json'));
/** Not among the packages of the project: who compares installs it. */
const theirs = 'node-x12';
const mebibyte = 2 ** 20;
/** Interchanges in a piece of the stream: node-x12 loses segments where a piece ends inside of one. */
const interchangesInPiece = 60;

const piecesOf = (file, highWaterMark = 65_536) =>
  createReadStream(file, { encoding: 'latin1', highWaterMark });

/** Segments and elements as a bare program finds them: it knows the separators, and checks nothing. */
async function splitAll(file) {
  const count = { sets: 0, segments: 0, elements: 0 };
  let open = '';
  for await (const piece of piecesOf(file)) {
    const segments = (open + piece).split('~');
    open = segments.pop();
    for (const segment of segments) {
      const elements = segment.split('*');
      if (elements[0].endsWith('SE')) count.sets += 1;
      count.segments += 1;
      count.elements += elements.length;
    }
  }
  return count;
}

/**
 * Sets with their envelopes, each checked. Weir makes a segment, and cuts it, when somebody asks for it:
 * with `cut` every element of every set is asked for, as text, which is what node-x12's stream gives.
 */
async function weirSets(file, _length, cut) {
  const core = join(root, 'dist', 'src', 'core');
  const { EnvelopeReader } = await import(join(core, 'interchange', 'envelope-reader.js'));
  const { x12Envelopes } = await import(join(core, 'x12', 'envelope.js'));
  const reader = new EnvelopeReader(x12Envelopes);
  const count = { sets: 0, segments: 0, elements: 0 };
  const take = (parts) => {
    for (const part of parts) {
      if (part.kind !== 'set') throw new Error(`the file has a fault: ${JSON.stringify(part)}`);
      count.sets += 1;
      if (cut) countOurs(part.set, count);
    }
  };
  for await (const piece of piecesOf(file)) take(reader.push(piece));
  take(reader.end());
  return count;
}

function countOurs({ segments }, into) {
  const count = into;
  count.segments += segments.length;
  for (const { elements } of segments) count.elements += elements.length;
}

/** Segments alone, as node-x12 streams them. */
async function theirSegments(file, length) {
  const { X12Parser } = require(theirs);
  const count = { sets: 0, segments: 0, elements: 0 };
  for await (const segment of piecesOf(file, length * interchangesInPiece).pipe(new X12Parser())) {
    if (segment.tag === 'SE') count.sets += 1;
    count.segments += 1;
    count.elements += segment.elements.length + 1;
  }
  return count;
}

/** Interchanges with groups and sets, each parsed by a parser of its own, which keeps what it is given. */
async function theirInterchanges(file, length) {
  const { X12Parser } = require(theirs);
  const count = { sets: 0, segments: 0, elements: 0 };
  for await (const piece of piecesOf(file, length * interchangesInPiece)) {
    for (let at = 0; at < piece.length; at += length) {
      const { functionalGroups } = new X12Parser().parse(piece.slice(at, at + length));
      countTheirs(
        functionalGroups.flatMap(({ transactions }) => transactions),
        count,
      );
    }
  }
  return count;
}

/** The whole text at once, as `parse()` is meant to be used. */
async function theirParse(file) {
  const { X12Parser } = require(theirs);
  const count = { sets: 0, segments: 0, elements: 0 };
  const parsed = new X12Parser().parse(readFileSync(file, 'latin1'));
  const groups = (parsed.interchanges ?? [parsed]).flatMap((one) => one.functionalGroups);
  countTheirs(
    groups.flatMap(({ transactions }) => transactions),
    count,
  );
  return count;
}

function countTheirs(sets, into) {
  const count = into;
  for (const { segments } of sets) {
    count.sets += 1;
    count.segments += segments.length + 2;
    for (const { elements } of segments) count.elements += elements.length + 1;
  }
}

const contenders = {
  'split only (floor)': splitAll,
  'weir, sets and checks': (file, length) => weirSets(file, length, false),
  'weir, every element': (file, length) => weirSets(file, length, true),
  'node-x12, segments': theirSegments,
  'node-x12, interchanges': theirInterchanges,
  'node-x12, parse()': theirParse,
};
/** Mebibytes for who could not bear them all: the time of `parse()` grows faster than the text. */
const bearable = { 'node-x12, parse()': 2 };

async function runOne(name, file, length) {
  const before = process.cpuUsage();
  const count = await contenders[name](file, Number(length));
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const peak = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ...count, seconds, peak }));
}

function repeated(one, mebibytes) {
  const folder = join(root, '.weir');
  const file = join(folder, `bench-x12-${mebibytes}.edi`);
  mkdirSync(folder, { recursive: true });
  const out = openSync(file, 'w');
  const many = Math.ceil(mebibyte / one.length);
  const block = Buffer.concat(Array.from({ length: many }, () => one));
  for (let written = 0; written < mebibytes * mebibyte; written += block.length) {
    writeSync(out, block);
  }
  closeSync(out);
  return file;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function hasTheirs() {
  try {
    require.resolve(theirs);
    return true;
  } catch {
    return false;
  }
}

function compare(source, mebibytes, rounds) {
  const one = readFileSync(source);
  const file = repeated(one, mebibytes);
  const fileFor = (name) => (bearable[name] < mebibytes ? repeated(one, bearable[name]) : file);
  const names = Object.keys(contenders).filter(
    (name) => !name.startsWith('node-x12') || hasTheirs(),
  );
  const runs = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const given = fileFor(name);
      const args = [fileURLToPath(import.meta.url), '--one', name, given, String(one.length)];
      const { stdout, status } = spawnSync(process.execPath, args, {
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${name} ended with ${status}`);
      runs.get(name).push(JSON.parse(stdout));
    }
  }
  process.stdout.write(
    `medians of ${rounds}; weir checks envelopes, counts and control numbers in each of its lines, ` +
      "and node-x12's segments\nare cut and unchecked: beside them stands 'every element'\n",
  );
  for (const [name, found] of runs) {
    const size = statSync(fileFor(name)).size / mebibyte;
    const speed = size / median(found.map(({ seconds }) => seconds));
    const peak = Math.max(...found.map((one) => one.peak));
    const { sets, segments, elements } = found[0];
    process.stdout.write(
      `${name.padEnd(24)}${speed.toFixed(1).padStart(7)} MB/s ${peak.toFixed(0).padStart(5)} MiB` +
        `  of ${size.toFixed(0)} MiB: ${sets} sets, ${segments} segments, ${elements} elements\n`,
    );
  }
  if (!hasTheirs()) process.stdout.write('node-x12 is not installed: see the head of this file\n');
}

const [first, second, third, fourth] = process.argv.slice(2);
if (first === '--one') await runOne(second, third, fourth);
else if (first === undefined || !existsSync(first)) {
  process.stderr.write('give an X12 file: node bench/x12.mjs FILE.edi [MIB] [ROUNDS]\n');
  process.exitCode = 2;
} else if (buildIfStale() === 0) compare(first, Number(second ?? 50), Number(third ?? 3));
else process.exitCode = 1;
