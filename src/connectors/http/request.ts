// From a command to the request that asks for it: path, headers and body as the contract has them.
import { createHash } from 'node:crypto';
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

/** The value of a header with `env:NAME` replaced; `missing`: the variable is not set. */
export function headerValue(
  value: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: string } | { readonly missing: string } {
  const [, scheme = '', name] = /^(.* )?env:([A-Za-z_]\w*)$/.exec(value) ?? [];
  if (name === undefined) return { value };
  const secret = environment[name]?.trim() ?? '';
  return secret === '' ? { missing: name } : { value: `${scheme}${secret}` };
}
