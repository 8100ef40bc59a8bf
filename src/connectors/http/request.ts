// From a command to the request that asks for it: path, headers and body as the contract has them.
import { createHash } from 'node:crypto';
import type { HttpDeclaration } from '../../core/contract/contract.js';
import type { TemplatePart } from '../../core/contract/path-template.js';
import type { Command } from '../../core/ledger/command.js';

/** null: a field of the path is not in the command. */
export function pathOf(parts: readonly TemplatePart[], command: Command): string | null {
  let path = '';
  for (const part of parts) {
    const text = 'text' in part ? part.text : encoded(valueAt(command, part.field));
    if (text === null) return null;
    path += text;
  }
  return path;
}

/** A list stands for the one thing in it. */
function valueAt(command: Command, steps: readonly string[]): unknown {
  let reached: unknown = command;
  for (const step of steps) {
    if (typeof reached !== 'object' || reached === null) return undefined;
    reached = Object.getOwnPropertyDescriptor(reached, step)?.value;
  }
  return Array.isArray(reached) && reached.length === 1 ? (reached as unknown[])[0] : reached;
}

function encoded(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = encodeURIComponent(wellFormed(String(value)));
  // Dots alone would lead up in the path: they are the only text that encoding leaves dangerous.
  return text === '' || /^\.{1,2}$/.test(text) ? null : text;
}

/** Half a character can't be encoded; a name that holds one names nothing. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

const longestKey = 128;
const plainKey = /^[\x21-\x7e]+$/;

/** The key as a header can carry it: itself, or its digest. */
export function headerKey(key: string): string {
  if (key.length <= longestKey && plainKey.test(key)) return key;
  return createHash('sha256').update(key).digest('hex');
}

const secretValue = /^(.* )?env:([A-Za-z_]\w*)$/;

/** The value of a header with `env:NAME` replaced by its secret; `missing`: the variable is not set. */
export function headerValue(
  value: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: string; readonly secret: string | null } | { readonly missing: string } {
  const [, scheme = '', name] = secretValue.exec(value) ?? [];
  if (name === undefined) return { value, secret: null };
  const secret = environment[name]?.trim() ?? '';
  return secret === '' ? { missing: name } : { value: `${scheme}${secret}`, secret };
}

/** 64 bits: it tells apart the few ways in which one command was written. */
const wordingCharacters = 16;

/** Operation -> digest of how its requests are written. Secrets are no part of it: who asks is not what is asked. */
export function wordingsOf({
  url,
  format,
  headers,
  commands,
}: Pick<HttpDeclaration, 'url' | 'format' | 'headers' | 'commands'>): Record<string, string> {
  const plain = Object.entries(headers).filter(([, value]) => !secretValue.test(value));
  const sorted = plain.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
  const shared = { url, format, headers: sorted };
  const digests = [...commands].map(([operation, { method, path, body, keyHeader }]) => {
    const written = JSON.stringify({ ...shared, method, path, body, keyHeader });
    const digest = createHash('sha256').update(written).digest('hex').slice(0, wordingCharacters);
    return [operation, digest] as const;
  });
  return Object.fromEntries(digests);
}
