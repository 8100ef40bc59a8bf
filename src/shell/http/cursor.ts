// Where a list goes on, as a text that says nothing to its reader: it holds for the list and the
// filters that it was given for, and one that was changed is known.
import { createHash } from 'node:crypto';
import { RequestFault } from './validation.js';

const checkLength = 11;

/** @param asked the list and its filters. */
export function cursorOf(key: string | null, asked: string): string | null {
  if (key === null) return null;
  return `${checkOf(key, asked)}${Buffer.from(key).toString('base64url')}`;
}

/** The key after which the next page begins; null: the first page. */
export function afterOf(cursor: string | undefined, asked: string): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor.slice(checkLength), 'base64url').toString('utf8');
  if (cursorOf(key, asked) === cursor) return key;
  throw new RequestFault(400, 'cursor: it is none that this list gave for these filters.');
}

function checkOf(key: string, asked: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([asked, key]))
    .digest('base64url');
  return digest.slice(0, checkLength);
}
