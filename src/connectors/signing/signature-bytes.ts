// The bytes that a signature's text stands for, and their comparison. Node's decoders skip what is not
// of their alphabet, so that junk would decode: the text must be exactly what its bytes are written as.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 (RFC 2104, FIPS 180-4) of the parts one after the other. */
export function hmac(key: string | Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const made = createHmac('sha256', key);
  for (const part of parts) made.update(part);
  return made.digest();
}

export function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

/** RFC 4648, section 4, with its padding; null: not base64, or not as its bytes are written. */
export function base64Bytes(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** In either case; null: not hexadecimal. */
export function hexBytes(text: string): Buffer | null {
  return /^(?:[0-9A-Fa-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : null;
}

/** In constant time for bytes of one length; of another length they are not the same. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Texts of any length, by their digests: how much of them is right does not show in the time. */
export function isSameText(one: string, other: string): boolean {
  return isSame(sha256(one), sha256(other));
}
