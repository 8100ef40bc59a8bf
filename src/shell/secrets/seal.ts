// A credential sealed: AES-256-GCM (NIST SP 800-38D) under a random nonce of 96 bits, bound to what it
// is for. Moved to another system, another name or another host, it does not open.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Purpose {
  readonly system: string;
  /** Of the variable by which the contract names it. */
  readonly name: string;
  /** Hosts that it may be sent to, by commas; empty: it is sent nowhere. */
  readonly hosts: string;
}

/** Bytes of a key. */
export const keyBytes = 32;

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** In front of the text, so that a later form can be told apart. */
const form = 'v1.';

/** @returns nonce, cipher text and tag as text. */
export function seal(value: string, purpose: Purpose, key: Uint8Array): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(boundTo(purpose));
  const bytes = Buffer.concat([nonce, sealing.update(value, 'utf8'), sealing.final()]);
  return form + Buffer.concat([bytes, sealing.getAuthTag()]).toString('base64url');
}

/** @returns null where the key or the purpose is another, or a byte has changed. */
export function unseal(sealed: string, purpose: Purpose, key: Uint8Array): string | null {
  const text = sealed.slice(form.length);
  const bytes = Buffer.from(text, 'base64url');
  // Many texts decode to the same bytes; only the one that was written counts.
  const isOurs = sealed.startsWith(form) && bytes.toString('base64url') === text;
  if (!isOurs || bytes.length < nonceBytes + tagBytes) return null;
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  opening.setAAD(boundTo(purpose));
  opening.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const held = opening.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([held, opening.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** As a JSON list no two purposes are the same bytes. */
function boundTo({ system, name, hosts }: Purpose): Buffer {
  return Buffer.from(JSON.stringify([system, name, hosts]));
}
