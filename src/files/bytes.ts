// The bytes of a file as often as they are asked for, out of gzip where it is packed. Memory stays
// flat whatever the size.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { limits } from '../core/limits.js';

/** Why a file can't be used at all, and what to do about it. */
export interface Refusal {
  readonly refused: string;
}

/** Why bytes ended early, if they did; the first reason stands. */
export class Damage {
  #reason: string | null = null;

  get reason(): string | null {
    return this.#reason;
  }

  readonly told = (reason: string): void => {
    this.#reason ??= reason;
  };
}

export interface ByteSource {
  /** The beginning, at most `limits.sampleBytes`. */
  readonly head: Buffer;
  /** They come out of an archive. */
  readonly packed: boolean;
  /** All of them, from the beginning. A fault of the stream ends them and is told to `onDamage`. */
  readonly bytes: (onDamage: (reason: string) => void) => AsyncGenerator<Buffer>;
}

function describedError(error: unknown): string {
  if (error instanceof TooClose) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read: change its permissions';
    case 'EISDIR':
      return 'it is a folder';
    case 'Z_BUF_ERROR':
      return 'the archive ends early: download it again';
    case 'Z_DATA_ERROR':
      return 'the archive is damaged: download it again';
    default:
      return `it can't be read (${code === '' ? 'unknown reason' : code})`;
  }
}

interface Beginning {
  readonly raw: Buffer;
  /** Of the whole file. */
  readonly size: number;
}

async function beginningOf(path: string): Promise<Beginning | Refusal> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(limits.sampleBytes);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      const { size } = await file.stat();
      return { raw: buffer.subarray(0, bytesRead), size };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { refused: describedError(error) };
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Deflate never packs closer than 1032:1, so this much is what the packed head can hold. */
const closestPacking = 1_100;

function unzippedHead(head: Buffer): Buffer | Refusal {
  try {
    const text = gunzipSync(head, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: limits.sampleBytes * closestPacking,
    });
    if (text.length === 0) return { refused: 'the archive is empty: download it again' };
    return text.subarray(0, limits.sampleBytes);
  } catch (error) {
    return { refused: describedError(error) };
  }
}

/** Bytes to which so many packed ones may unpack: what is packed far closer than text is there to fill a disk. */
export function unpackedMost(packed: number): number {
  return Math.max(limits.unpackedBytesMax, packed * limits.unpackedTimesMax);
}

export class TooClose extends Error {
  constructor() {
    const times = limits.unpackedTimesMax;
    super(
      `the archive unpacks to more than ${times} times its size: if that is right, bring it unpacked`,
    );
  }
}

/** Hands on what comes out of so many packed bytes, up to the most that may. */
export function upToMost(packed: number): Transform {
  let left = unpackedMost(packed);
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      left -= chunk.length;
      if (left < 0) done(new TooClose());
      else done(null, chunk);
    },
  });
}

/** The chunks of streams of which each feeds the next; all of them end with the reading. */
export async function* chunksOf(
  streams: readonly Readable[],
  onDamage: (reason: string) => void,
): AsyncGenerator<Buffer> {
  const [last] = streams.slice(-1);
  try {
    if (last !== undefined) for await (const chunk of last) yield chunk as Buffer;
  } catch (error) {
    onDamage(describedError(error));
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

function streamsOf(path: string, packed: number | null): Readable[] {
  const raw = createReadStream(path, { highWaterMark: 65_536 });
  if (packed === null) return [raw];
  const unpacked = createGunzip({ chunkSize: 65_536 });
  const most = upToMost(packed);
  raw.on('error', (error) => unpacked.destroy(error));
  unpacked.on('error', (error) => most.destroy(error));
  return [raw, raw.pipe(unpacked), unpacked.pipe(most)];
}

/** Opens a file, or says why it can't be. */
export async function openBytes(path: string): Promise<ByteSource | Refusal> {
  const found = await beginningOf(path);
  if ('refused' in found) return found;
  const { raw, size } = found;
  const gzip = isGzip(raw);
  const head = gzip ? unzippedHead(raw) : raw;
  if ('refused' in head) return head;
  const streams = (): Readable[] => streamsOf(path, gzip ? size : null);
  return { head, packed: gzip, bytes: (onDamage) => chunksOf(streams(), onDamage) };
}

/** A body that came over a wire, and is in memory whole. */
export function bodySource(body: Buffer): ByteSource {
  const bytes: ByteSource['bytes'] = async function* whole() {
    await Promise.resolve();
    yield body;
  };
  return { head: body.subarray(0, limits.sampleBytes), packed: true, bytes };
}
